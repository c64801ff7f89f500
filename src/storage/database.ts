/** What a statement may be given: text without NUL, a safe integer, bytes, NULL. Booleans are stored as 0 and 1. */
export type SqlValue = string | number | Buffer | null;

/** A row as both engines answer it: integers are Numbers (never above 2^53), BYTEA is a Buffer, booleans are 0 and 1. */
export type Row = Record<string, SqlValue>;

export interface Queryable {
  /**
   * Runs one statement with `$1`, `$2` ... parameters and answers its rows (of a SELECT or a RETURNING clause).
   * Name the columns instead of `*`. Throws a TypeError, before the driver sees it, when a parameter is missing, left
   * over, or of another type than SqlValue.
   */
  query<R = Row>(sql: string, params?: readonly SqlValue[]): Promise<R[]>;
}

/** An open transaction. A failed statement ends it: let the error pass, since nothing more can be asked or committed. */
export interface Transaction extends Queryable {
  /** Runs `hook` once the transaction is committed, and never when it is rolled back. A hook must not throw. */
  afterCommit(hook: () => void): void;
}

export interface Database extends Queryable {
  readonly engine: 'postgres' | 'sqlite';
  /**
   * Runs `fn` in one transaction: committed when it resolves, rolled back when it throws. Await nothing but `tx` inside;
   * `db.query` and `db.transaction` throw there, because on SQLite they would wait for the very transaction they are in.
   */
  transaction<T>(fn: (tx: Transaction) => Promise<T>): Promise<T>;
  /**
   * Counts the commits that changed a table, where no other process can (SQLite): what was read stays true until the count
   * moves. Undefined on PostgreSQL. Statements that begin with KEEPS_ACCOUNT are not counted.
   */
  commitsTo(table: string): number | undefined;
  close(): Promise<void>;
}

const UNIQUE_VIOLATIONS: ReadonlySet<unknown> = new Set([
  '23505', // PostgreSQL: unique_violation
  'SQLITE_CONSTRAINT_UNIQUE',
  'SQLITE_CONSTRAINT_PRIMARYKEY',
]);

const NOT_NULL_VIOLATIONS: ReadonlySet<unknown> = new Set(['23502', 'SQLITE_CONSTRAINT_NOTNULL']);

/** Whether a row was refused that contradicts others, or lacks what it must have, on either engine. */
export const isConstraintViolation = (error: unknown): boolean =>
  isUniqueViolation(error) ||
  (error instanceof Error && NOT_NULL_VIOLATIONS.has((error as { code?: unknown }).code));

/** Whether a statement was refused because a row with the same key is there already, on either engine. */
export const isUniqueViolation = (error: unknown): boolean =>
  error instanceof Error && UNIQUE_VIOLATIONS.has((error as { code?: unknown }).code);
