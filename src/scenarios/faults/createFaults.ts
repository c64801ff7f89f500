import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../platform/clock.js';
import { newId, type SandboxId } from '../../platform/ids.js';
import type { OutcomeProblem } from '../outcomeProblems.js';
import type { FaultPlace } from './effect.js';
import {
  concerns,
  effectIn,
  isUsedUp,
  type ActingFault,
  type Fault,
  type FaultContext,
  type FaultRequest,
} from './fault.js';
import { faultProblems, placeOfFault } from './faultProblems.js';
import type { FaultStore } from './faultStore.js';

/** In one sandbox; every request of a protocol looks through them. */
const MOST_FAULTS = 1000;

export type CreatedFault =
  | { readonly ok: true; readonly value: FaultView; readonly again: boolean }
  | { readonly ok: false; readonly reason: 'invalid'; readonly problems: readonly OutcomeProblem[] }
  | { readonly ok: false; readonly reason: 'exists' | 'too_many' };

/** A fault as the control API answers it. */
const faultView = ({ id, at, request, createdAt, used, lastUsedAt }: Fault) => ({
  ...{ id, match: {}, ...request, at },
  created_at: new Date(createdAt).toISOString(),
  used,
  ...(request.times !== undefined && { times_left: Math.max(0, request.times - used) }),
  ...(lastUsedAt !== undefined && { last_used_at: new Date(lastUsedAt).toISOString() }),
});
export type FaultView = ReturnType<typeof faultView>;

/** Faults on the wire: made by the control API, spent where they act. */
export function createFaults({ store, clock }: { store: FaultStore; clock: Clock }) {
  const matching = async (sandbox: SandboxId, at: FaultPlace, context: FaultContext) =>
    (await store.atPlace(sandbox, at))
      .filter((fault) => !isUsedUp(fault) && concerns(fault.request, context))
      .map((fault): ActingFault => ({ ...fault, effect: effectIn(fault.request) }));
  const spend = (sandbox: SandboxId, { id }: Pick<Fault, 'id'>) =>
    store.spend(sandbox, id, clock.now());
  return {
    /** Makes a fault. The same id with the same body again is `again`; with another body it `exists`. */
    create: (sandbox: SandboxId, request: FaultRequest, id?: string): Promise<CreatedFault> =>
      create({ store, clock }, sandbox, request, id),
    async get(sandbox: SandboxId, id: string): Promise<FaultView | undefined> {
      const fault = await store.get(sandbox, id);
      return fault && faultView(fault);
    },
    /** Newest first. */
    async list(sandbox: SandboxId, page: { after?: string | undefined; limit: number }) {
      const found = await store.list(sandbox, { ...page, limit: page.limit + 1 });
      const items = found.slice(0, page.limit).map(faultView);
      return found.length > page.limit ? { items, next: items.at(-1)?.id } : { items };
    },
    remove: (sandbox: SandboxId, id: string) => store.remove(sandbox, id),
    removeAll: (sandbox: SandboxId) => store.removeAll(sandbox),
    /** Those that may act here, newest first; nothing is counted. */
    matching,
    /** Counts one use; false when somebody else had the last one. */
    spend,
    /** Spends the newest that may act here and that the caller can use. */
    async take(
      sandbox: SandboxId,
      at: FaultPlace,
      context: FaultContext,
      fits: (fault: ActingFault) => boolean = () => true,
    ): Promise<ActingFault | undefined> {
      for (const fault of await matching(sandbox, at, context))
        if (fits(fault) && (await spend(sandbox, fault))) return fault;
      return undefined;
    },
  };
}

async function create(
  { store, clock }: { store: FaultStore; clock: Clock },
  sandbox: SandboxId,
  request: FaultRequest,
  id?: string,
): Promise<CreatedFault> {
  const problems = faultProblems(request);
  const at = placeOfFault(request);
  if (problems.length > 0 || at === undefined) return { ok: false, reason: 'invalid', problems };
  const now = clock.now();
  const fault = { id: id ?? newId('flt', now), at, request, createdAt: now, used: 0 };
  const added = await store.add(sandbox, fault, MOST_FAULTS);
  if (added === 'added') return { ok: true, value: faultView(fault), again: false };
  if (added === 'too_many') return { ok: false, reason: added };
  const present = await store.get(sandbox, fault.id);
  if (!present || !isDeepStrictEqual(present.request, JSON.parse(JSON.stringify(request))))
    return { ok: false, reason: 'exists' };
  return { ok: true, value: faultView(present), again: true };
}

export type Faults = ReturnType<typeof createFaults>;
