import type { Clock, Instant } from '../platform/clock.js';
import type { DomainEvent } from '../platform/events.js';
import { newId, type SandboxId } from '../platform/ids.js';
import type { Database, SqlValue, Transaction } from './database.js';
import { takeSeq } from './sandboxes.js';
import type { NewTask, TaskStore } from './tasks.js';

export interface StoredEvent {
  readonly seq: number;
  readonly id: string;
  readonly type: string;
  readonly at: Instant;
  readonly account: string | null;
  readonly client: string | null;
  readonly tag: string | null;
  /** Who caused it over the control API: a token's name, or `loopback`; null when a person or time did. */
  readonly actor: string | null;
  readonly data: NonNullable<DomainEvent['data']>;
}

export interface EventFilter {
  /** Only what came after this number. */
  readonly after?: number | undefined;
  readonly type?: string | undefined;
  readonly account?: string | undefined;
  readonly client?: string | undefined;
  readonly tag?: string | undefined;
  /** At most so many; 50 unless said. */
  readonly limit?: number | undefined;
}

export interface EventStore {
  /**
   * Writes what happened, and the tasks that follow from it, into the transaction that makes it true. Call it last:
   * it takes the sandbox's numbers. `private` data goes into the tasks only, sealed.
   */
  append(tx: Transaction, sandbox: SandboxId, events: readonly DomainEvent[]): Promise<void>;
  /** Writes what happened without changing a row of its own. */
  record(sandbox: SandboxId, events: readonly DomainEvent[]): Promise<void>;
  /** In the order of happening. */
  list(sandbox: SandboxId, filter?: EventFilter): Promise<StoredEvent[]>;
  /** The number of an event, for a list that goes on after it. */
  seqOf(sandbox: SandboxId, id: string): Promise<number | undefined>;
}

export interface EventStoreParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly tasks: Pick<TaskStore, 'add'>;
  /** The after-effects of an event. */
  readonly tasksFor: (event: DomainEvent, at: Instant) => readonly NewTask[];
  /** Called once events are committed, to wake whoever waits in this process. */
  readonly onCommit: (sandbox: SandboxId) => void;
  /** Who calls the control API at the moment, if anybody does. */
  readonly actor?: (() => string | undefined) | undefined;
}

export function createEventStore({
  db,
  clock,
  tasks,
  tasksFor,
  onCommit,
  actor = () => undefined,
}: EventStoreParts): EventStore {
  const append: EventStore['append'] = async (tx, sandbox, events) => {
    if (events.length === 0) return;
    const at = clock.now();
    const first = await takeSeq(tx, sandbox, events.length);
    for (const [i, event] of events.entries()) {
      await insert(tx, sandbox, { seq: first + i, at, actor: actor() }, event);
      for (const task of tasksFor(event, at)) await tasks.add(tx, sandbox, task);
    }
    tx.afterCommit(() => onCommit(sandbox));
  };
  return {
    append,
    record: (sandbox, events) => db.transaction((tx) => append(tx, sandbox, events)),
    async list(sandbox, filter = {}) {
      const { sql, params } = selection(sandbox, filter);
      return (await db.query<EventRow>(sql, params)).map(toEvent);
    },
    async seqOf(sandbox, id) {
      const [row] = await db.query<{ seq: number }>(
        'SELECT seq FROM events WHERE sandbox_id = $1 AND id = $2',
        [sandbox, id],
      );
      return row?.seq;
    },
  };
}

async function insert(
  tx: Transaction,
  sandbox: SandboxId,
  { seq, at, actor }: { seq: number; at: Instant; actor: string | undefined },
  event: DomainEvent,
) {
  await tx.query(
    `INSERT INTO events (sandbox_id, seq, id, type, at, account_id, client_id, tag, actor, data)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      sandbox,
      seq,
      newId('evt', at),
      event.type,
      at,
      event.account ?? null,
      event.client ?? null,
      event.tag ?? null,
      actor ?? null,
      JSON.stringify(event.data ?? {}),
    ],
  );
}

/** Names only the columns that are filtered by, so that each combination has the plan it deserves. */
function selection(sandbox: SandboxId, { after = 0, limit = 50, ...filter }: EventFilter) {
  const wanted: readonly (readonly [string, string | undefined])[] = [
    ['type', filter.type],
    ['account_id', filter.account],
    ['client_id', filter.client],
    ['tag', filter.tag],
  ];
  const params: SqlValue[] = [sandbox, after, limit];
  const conditions = ['sandbox_id = $1', 'seq > $2'];
  for (const [column, value] of wanted)
    if (value !== undefined) conditions.push(`${column} = $${params.push(value)}`);
  const sql = `SELECT seq, id, type, at, account_id, client_id, tag, actor, data FROM events
    WHERE ${conditions.join(' AND ')} ORDER BY seq LIMIT $3`;
  return { sql, params };
}

interface EventRow {
  seq: number;
  id: string;
  type: string;
  at: number;
  account_id: string | null;
  client_id: string | null;
  tag: string | null;
  actor: string | null;
  data: string;
}

const toEvent = (row: EventRow): StoredEvent => ({
  seq: row.seq,
  id: row.id,
  type: row.type,
  at: row.at,
  account: row.account_id,
  client: row.client_id,
  tag: row.tag,
  actor: row.actor,
  data: JSON.parse(row.data) as StoredEvent['data'],
});
