import type { Clock, Instant } from '../platform/clock.js';
import type { DomainEvent } from '../platform/events.js';
import { newId, type SandboxId } from '../platform/ids.js';
import type { Database, SqlValue, Transaction } from './database.js';
import type { Outbox } from './outbox.js';
import { takeSeqAnd } from './sandboxes.js';
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
  /** A type, or a whole area of them: `verification.*`. */
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
  append(
    tx: Transaction,
    sandbox: SandboxId,
    events: readonly DomainEvent[],
    numbers?: EventNumbers,
  ): Promise<void>;
  /** Takes numbers for `rows` other rows and as many events in one statement: the rows' first, and what `append` is to be given. */
  number(
    tx: Transaction,
    sandbox: SandboxId,
    rows: number,
    events: number,
  ): Promise<{ readonly first: number; readonly ofEvents: EventNumbers }>;
  /** Writes what happened without changing a row of its own. */
  record(sandbox: SandboxId, events: readonly DomainEvent[]): Promise<void>;
  /** In the order of happening. */
  list(sandbox: SandboxId, filter?: EventFilter): Promise<StoredEvent[]>;
  /** The number of an event, for a list that goes on after it. */
  seqOf(sandbox: SandboxId, id: string): Promise<number | undefined>;
  /** The number of the newest event; 0 when there is none. */
  lastSeq(sandbox: SandboxId): Promise<number>;
}

/** Numbers that were taken for events, and how many endpoints want to be told of them. */
export interface EventNumbers {
  readonly first: number;
  readonly webhooks: number;
}

export interface EventStoreParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly tasks: Pick<TaskStore, 'add'>;
  /** The after-effects of an event. */
  readonly tasksFor: (event: DomainEvent, at: Instant) => readonly NewTask[];
  /** Tells endpoints; asked only in sandboxes that have some. */
  readonly outbox?: Outbox | undefined;
  /** Called once events are committed, to wake whoever waits in this process; `follow` says whether there may be tasks now. */
  readonly onCommit: (sandbox: SandboxId, types: readonly string[], follow: boolean) => void;
  /** Who calls the control API at the moment, if anybody does. */
  readonly actor?: (() => string | undefined) | undefined;
}

export function createEventStore({
  db,
  clock,
  tasks,
  tasksFor,
  outbox,
  onCommit,
  actor = () => undefined,
}: EventStoreParts): EventStore {
  const append: EventStore['append'] = async (tx, sandbox, events, numbers) => {
    if (events.length === 0) return;
    const at = clock.now();
    const { first, webhooks } = numbers ?? (await take(tx, sandbox, events.length));
    const written = [];
    let follow = webhooks > 0;
    for (const [i, event] of events.entries()) {
      const id = newId('evt', at);
      await insert(tx, sandbox, { ...event, id, at, seq: first + i, actor: actor() });
      for (const task of tasksFor(event, at)) {
        await tasks.add(tx, sandbox, task);
        follow = true;
      }
      written.push({ ...event, id, at });
    }
    if (webhooks > 0) await outbox?.(tx, sandbox, written);
    const types = events.map(({ type }) => type);
    tx.afterCommit(() => onCommit(sandbox, types, follow));
  };
  return {
    append,
    async number(tx, sandbox, rows, events) {
      const { first, webhooks } = await take(tx, sandbox, rows + events);
      return { first, ofEvents: { first: first + rows, webhooks } };
    },
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
    async lastSeq(sandbox) {
      const [row] = await db.query<{ seq: number }>(
        'SELECT seq FROM events WHERE sandbox_id = $1 ORDER BY seq DESC LIMIT 1',
        [sandbox],
      );
      return row?.seq ?? 0;
    },
  };
}

/** Whether anybody outside is told of events: asked in the statement that numbers them. */
const WEBHOOKS = '(SELECT COUNT(*) FROM webhooks w WHERE w.sandbox_id = $1 AND w.enabled = 1)';

async function take(tx: Transaction, sandbox: SandboxId, count: number): Promise<EventNumbers> {
  const { first, also } = await takeSeqAnd(tx, sandbox, count, WEBHOOKS);
  return { first, webhooks: also };
}

async function insert(
  tx: Transaction,
  sandbox: SandboxId,
  event: DomainEvent & {
    readonly seq: number;
    readonly id: string;
    readonly at: Instant;
    readonly actor: string | undefined;
  },
) {
  await tx.query(
    `INSERT INTO events (sandbox_id, seq, id, type, at, account_id, client_id, tag, actor, data)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      sandbox,
      event.seq,
      event.id,
      event.type,
      event.at,
      event.account ?? null,
      event.client ?? null,
      event.tag ?? null,
      event.actor ?? null,
      JSON.stringify(event.data ?? {}),
    ],
  );
}

/** Names only the columns that are filtered by, so that each combination has the plan it deserves. */
function selection(sandbox: SandboxId, { after = 0, limit = 50, ...filter }: EventFilter) {
  const wanted: readonly (readonly [string, string | undefined])[] = [
    ['account_id', filter.account],
    ['client_id', filter.client],
    ['tag', filter.tag],
  ];
  const params: SqlValue[] = [sandbox, after, limit];
  const conditions = ['sandbox_id = $1', 'seq > $2'];
  for (const [column, value] of wanted)
    if (value !== undefined) conditions.push(`${column} = $${params.push(value)}`);
  if (filter.type !== undefined) conditions.push(ofType(filter.type, params));
  const sql = `SELECT seq, id, type, at, account_id, client_id, tag, actor, data FROM events
    WHERE ${conditions.join(' AND ')} ORDER BY seq LIMIT $3`;
  return { sql, params };
}

/** An area is compared as a prefix: neither engine's LIKE is free of surprises with `_`. */
function ofType(pattern: string, params: SqlValue[]): string {
  if (!pattern.endsWith('.*')) return `type = $${params.push(pattern)}`;
  const area = pattern.slice(0, -1);
  return `substr(type, 1, ${area.length}) = $${params.push(area)}`;
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
