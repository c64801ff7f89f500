import { DAY, SECOND, type Clock } from '../platform/clock.js';
import { newId, type SandboxId } from '../platform/ids.js';
import type { Result } from '../platform/result.js';
import { ok, refused } from '../platform/result.js';
import type { SandboxStore } from './ports.js';
import { hasExpired, LONGEST_LIFE, type NewSandbox, type Sandbox } from './sandbox.js';

export interface SandboxWish {
  readonly id?: SandboxId | undefined;
  readonly name?: string | undefined;
  readonly owner?: string | undefined;
  /** The sandbox whose partners, clients, people, policies and scripts it starts with. */
  readonly copyOf?: SandboxId | undefined;
  /** How long it lives, in ms; a day unless said. */
  readonly life?: number | undefined;
}

export type CreationRefusal = 'life' | 'taken' | 'nothing_to_copy' | 'source_expired' | 'gone';

/** Makes a sandbox; the same wish for the same id again is answered with what is there. The id of one that has expired is free. */
export async function createSandbox(
  { store, clock }: { readonly store: SandboxStore; readonly clock: Clock },
  { id, name, owner, copyOf, life = DAY }: SandboxWish,
): Promise<Result<{ readonly sandbox: Sandbox; readonly again: boolean }, CreationRefusal>> {
  if (life <= 0 || life > LONGEST_LIFE) return refused('life');
  const now = clock.now();
  const wanted: NewSandbox = {
    id: id ?? newId('sbx', now).replace('_', '-'),
    ...{ name: name ?? null, owner: owner ?? null, copiedFrom: copyOf ?? null },
    expiresAt: now + life,
  };
  const source = copyOf === undefined ? undefined : await store.get(copyOf);
  if (source && hasExpired(source, now)) return refused('source_expired');
  const before = id === undefined ? undefined : await store.get(id);
  if (before && hasExpired(before, now)) await store.removeExpired(before.id);
  const made = await store.create(wanted);
  if (made === 'nothing_to_copy') return refused(made);
  const sandbox = await store.get(wanted.id);
  if (!sandbox) return refused('gone');
  const again = made === 'taken';
  return again && !isAsWished(sandbox, wanted, life) ? refused('taken') : ok({ sandbox, again });
}

/** Expiry and making are a moment apart. */
const isAsWished = (there: Sandbox, wanted: NewSandbox, life: number): boolean =>
  there.name === wanted.name &&
  there.owner === wanted.owner &&
  there.copiedFrom === wanted.copiedFrom &&
  there.expiresAt !== null &&
  Math.abs(there.expiresAt - there.createdAt - life) < SECOND;
