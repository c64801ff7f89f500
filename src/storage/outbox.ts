import type { Instant } from '../platform/clock.js';
import { newId, type SandboxId } from '../platform/ids.js';
import type { Happening } from '../signals/index.js';
import type { Vault } from '../vault/index.js';
import type { Transaction } from './database.js';
import { takeSeq } from './sandboxes.js';
import { sealedText } from './sealedColumn.js';
import type { TaskStore } from './tasks.js';

/** Writes what endpoints are to be told of events, in the transaction that makes these true. */
export type Outbox = (
  tx: Transaction,
  sandbox: SandboxId,
  events: readonly Omit<Happening, 'uuid'>[],
) => Promise<void>;

export interface OutboxParts {
  readonly vault: Vault;
  readonly tasks: Pick<TaskStore, 'add'>;
  readonly matches: (pattern: string, type: string) => boolean;
  readonly noticeOf: (sandbox: SandboxId, happening: Happening) => string;
}

/** Kind of the task that makes an attempt; its payload is `{ delivery, turn }`. */
export const DELIVER = 'webhook.deliver';

const INSERT = `
  INSERT INTO deliveries (sandbox_id, id, seq, webhook_id, event_id, event_type, account_id, state, body, created_at, next_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, 'pending', $8, $9, $9)`;

/** A delivery and its task for every endpoint that wants to hear of an event. */
export function createOutbox({ vault, tasks, matches, noticeOf }: OutboxParts): Outbox {
  const bodies = sealedText(vault, 'deliveries', 'body');
  return async (tx, sandbox, events) => {
    const rows = await tx.query<{ id: string; events: string }>(
      'SELECT id, events FROM webhooks WHERE sandbox_id = $1 AND enabled = 1 ORDER BY seq',
      [sandbox],
    );
    const webhooks = rows.map(({ id, events }) => ({
      id,
      patterns: JSON.parse(events) as string[],
    }));
    for (const event of events) {
      const hearing = webhooks.filter(({ patterns }) =>
        patterns.some((pattern) => matches(pattern, event.type)),
      );
      if (hearing.length === 0) continue;
      const body = noticeOf(sandbox, { ...event, uuid: await uuidOf(tx, sandbox, event.account) });
      for (const { id: webhook } of hearing) {
        const id = newId('dlv', event.at);
        await tx.query(INSERT, [
          ...[sandbox, id, await takeSeq(tx, sandbox), webhook, event.id, event.type],
          ...[event.account ?? null, bodies.seal(id, body), event.at],
        ]);
        await addDelivery(tx, tasks, sandbox, { delivery: id, turn: 0, dueAt: event.at });
      }
    }
  };
}

/** The task of the next attempt. */
export const addDelivery = (
  tx: Transaction,
  tasks: Pick<TaskStore, 'add'>,
  sandbox: SandboxId,
  {
    dueAt,
    ...payload
  }: { readonly delivery: string; readonly turn: number; readonly dueAt: Instant },
): Promise<void> => tasks.add(tx, sandbox, { kind: DELIVER, dueAt, payload });

async function uuidOf(
  tx: Transaction,
  sandbox: SandboxId,
  account: string | undefined,
): Promise<string | undefined> {
  if (account === undefined) return undefined;
  const [row] = await tx.query<{ uuid: string }>(
    'SELECT uuid FROM accounts WHERE sandbox_id = $1 AND id = $2',
    [sandbox, account],
  );
  return row?.uuid;
}
