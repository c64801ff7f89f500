import type { SqlValue } from './database.js';

/** A statement's text as an engine needs it, worked out once per text. */
export interface Statement {
  /** The text as written, with `$n`: PostgreSQL's form. */
  readonly text: string;
  /**
   * The text with `?n`: SQLite's form (libsql binds `$n` by first appearance, whatever its number). Without row locks: SQLite
   * has one writer.
   */
  readonly numbered: string;
  /** How many parameters it takes. */
  readonly count: number;
  /** Whether it certainly changes nothing, so that a connection which cannot write may run it. */
  readonly reads: boolean;
  /** The table that it writes to, if it does. */
  readonly writes: string | undefined;
  /** A short name that is unique in this process, for PostgreSQL's prepared statements. */
  readonly name: string;
}

const KEPT = 2000;
const known = new Map<string, Statement>();
let made = 0;

/** The statement of a text. Texts are few and constant; a program that invents them without end starts over at KEPT. */
export function statementOf(text: string): Statement {
  const found = known.get(text);
  if (found) return found;
  if (known.size >= KEPT) known.clear();
  const statement = analyse(text);
  known.set(text, statement);
  return statement;
}

function analyse(text: string): Statement {
  const numbers = [...text.matchAll(/\$(\d+)/g)].map((match) => Number(match[1]));
  return {
    text,
    numbered: text.replace(/\$(\d+)/g, '?$1').replace(ROW_LOCK, ''),
    count: Math.max(0, ...numbers),
    reads: /^\s*(?:SELECT|WITH)\b/i.test(text),
    writes: text.startsWith(KEEPS_ACCOUNT) ? undefined : WRITES.exec(text)?.[1],
    name: `s${++made}`,
  };
}

const ROW_LOCK = /\bFOR (?:KEY SHARE|UPDATE)\b/;
const WRITES = /^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+(\w+)/i;

/**
 * Begins a statement that is not counted as a change of its table (`commitsTo`): what it changes is remembered by nobody, or by
 * the one who says it.
 */
export const KEEPS_ACCOUNT = '/* keeps account */ ';

/**
 * A text that a caller sent and PostgreSQL cannot keep. Edges answer 400: pages by the public text that the message names, the
 * control API by the code.
 */
export class UnstorableText extends TypeError {
  readonly code = 'TEXT_UNSTORABLE';
  readonly status = 400;
  readonly expose = true;
  constructor() {
    super('text_unreadable');
  }
}

/** Refuses with a TypeError what the drivers would take wrongly or die of. Never names a value: it may be personal. */
export function checkParams(statement: Statement, params: readonly SqlValue[]): void {
  if (params.length !== statement.count)
    throw new TypeError(
      `${statement.count} parameters wanted, ${params.length} given: ${statement.text}`,
    );
  for (let i = 0; i < params.length; i++) {
    const param = params[i];
    if (typeof param === 'string' && param.includes('\0')) throw new UnstorableText();
    const fault = faultOf(param);
    if (fault) throw new TypeError(`parameter $${i + 1} ${fault}: ${statement.text}`);
  }
}

function faultOf(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return undefined;
    case 'number':
      return Number.isSafeInteger(value) ? undefined : 'is not a safe integer';
    case 'object':
      return value === null || Buffer.isBuffer(value) ? undefined : 'is an object, not a Buffer';
    default:
      return `is of type ${typeof value}`;
  }
}
