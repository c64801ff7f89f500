import { HOUR, MINUTE, SECOND, type Clock, type Instant } from '../platform/clock.js';
import { newId, type SandboxId } from '../platform/ids.js';
import type { Vault } from '../vault/index.js';
import type { Database, Queryable } from './database.js';
import { sealedJson } from './sealedColumn.js';

/** An after-effect to be done once, at its time or soon after it, by whichever process comes first. */
export interface NewTask {
  readonly kind: string;
  /** Now, unless said. */
  readonly dueAt?: Instant | undefined;
  /** What the handler needs: JSON. It is sealed, so it may hold personal data. */
  readonly payload: unknown;
}

/** A task in the hands of this process until `claimedUntil`, a lease that nobody else will break before. */
export interface Task {
  readonly sandbox: SandboxId;
  readonly id: string;
  readonly kind: string;
  readonly payload: unknown;
  /** The era of its sandbox in which it was taken; undefined when the sandbox is gone. */
  readonly era: number | undefined;
  /** How often it was begun, this time included. */
  readonly tries: number;
  readonly claimedUntil: Instant;
}

export interface TaskStore {
  add(tx: Queryable, sandbox: SandboxId, task: NewTask): Promise<void>;
  /** Takes up to `limit` due tasks, the longest due first: of all sandboxes, or of one. */
  claim(limit: number, sandbox?: SandboxId): Promise<Task[]>;
  /** Takes this one if it is due and free. */
  claimOne(sandbox: SandboxId, id: string): Promise<Task | undefined>;
  /** Done: forgets the task, unless its lease ran out and another process has it now. */
  complete(task: Task): Promise<void>;
  /** Puts it off: 1 s, 2 s, 4 s ... an hour at most; after 12 tries it is given up and kept. */
  fail(task: Task): Promise<void>;
  /** How many tasks of a sandbox that were due at `instant` have not been done or put off since. */
  countDue(sandbox: SandboxId, instant: Instant): Promise<number>;
}

const LEASE = MINUTE;
const MOST_TRIES = 12;

/** The wait after the n-th try. */
export const backoff = (tries: number): number => Math.min(SECOND * 2 ** (tries - 1), HOUR);

const TAKEN = `sandbox_id, id, kind, payload, tries, claimed_until,
  (SELECT COALESCE(s.era, 0) FROM sandboxes s WHERE s.id = tasks.sandbox_id) AS era`;
const FREE = 'due_at <= $1 AND claimed_until <= $1';

/** A process that finds a row taken meanwhile looks at it again (READ COMMITTED), hence FREE a second time outside. */
const claimWhere = (chosen: string) =>
  `UPDATE tasks SET claimed_until = $2, tries = tries + 1
    WHERE (sandbox_id, id) IN (SELECT sandbox_id, id FROM tasks WHERE ${FREE} ${chosen}) AND ${FREE}
    RETURNING ${TAKEN}`;
const CLAIM_ANY = claimWhere('ORDER BY due_at LIMIT $3');
const CLAIM_IN = claimWhere('AND sandbox_id = $4 ORDER BY due_at LIMIT $3');
const CLAIM_ONE = claimWhere('AND sandbox_id = $3 AND id = $4');

export function createTaskStore({
  db,
  vault,
  clock,
}: {
  db: Database;
  vault: Vault;
  clock: Clock;
}): TaskStore {
  const payloads = sealedJson<unknown>(vault, 'tasks', 'payload');
  const toTask = (row: TaskRow): Task => ({
    sandbox: row.sandbox_id,
    id: row.id,
    kind: row.kind,
    payload: payloads.open(row.id, row.payload),
    era: row.era ?? undefined,
    tries: row.tries,
    claimedUntil: row.claimed_until,
  });
  const take = async (sql: string, ...rest: (string | number)[]) => {
    const now = clock.now();
    const rows = await db.query<TaskRow>(sql, [now, now + LEASE, ...rest]);
    return rows.map(toTask);
  };
  return {
    async add(tx, sandbox, { kind, dueAt = clock.now(), payload }) {
      const id = newId('tsk', clock.now());
      await tx.query(
        'INSERT INTO tasks (sandbox_id, id, kind, due_at, payload) VALUES ($1, $2, $3, $4, $5)',
        [sandbox, id, kind, dueAt, payloads.seal(id, payload)],
      );
    },
    claim: (limit, sandbox) =>
      sandbox === undefined ? take(CLAIM_ANY, limit) : take(CLAIM_IN, limit, sandbox),
    claimOne: async (sandbox, id) => (await take(CLAIM_ONE, sandbox, id))[0],
    async complete({ sandbox, id, claimedUntil }) {
      await db.query('DELETE FROM tasks WHERE sandbox_id = $1 AND id = $2 AND claimed_until = $3', [
        sandbox,
        id,
        claimedUntil,
      ]);
    },
    async fail({ sandbox, id, tries, claimedUntil }) {
      const dueAt = tries < MOST_TRIES ? clock.now() + backoff(tries) : null;
      await db.query(
        `UPDATE tasks SET due_at = $4, claimed_until = 0
          WHERE sandbox_id = $1 AND id = $2 AND claimed_until = $3`,
        [sandbox, id, claimedUntil, dueAt],
      );
    },
    async countDue(sandbox, instant) {
      const [row] = await db.query<{ n: number }>(
        'SELECT COUNT(*) AS n FROM tasks WHERE sandbox_id = $1 AND due_at <= $2',
        [sandbox, instant],
      );
      return row?.n ?? 0;
    },
  };
}

interface TaskRow {
  sandbox_id: string;
  id: string;
  kind: string;
  payload: string;
  tries: number;
  claimed_until: number;
  era: number | null;
}
