import { isDeepStrictEqual } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import { newId } from '../platform/ids.js';
import type { ScriptContext } from './matching.js';
import { inCharge } from './matching.js';
import type { EntryRequest, Outcome, OutcomeRequest, ScriptStep, Use } from './outcome.js';
import { entryAt, lengthOf } from './outcome.js';
import type { OutcomeProblem } from './outcomeProblems.js';
import { LONGEST_DELAY, outcomeProblems } from './outcomeProblems.js';
import type { OutcomeStore } from './outcomeStore.js';

/** What a script says about one submission. */
export interface Scripted {
  readonly outcome: string;
  readonly entry: EntryRequest;
}

/** An entry just spent, and how long it wants to be waited for. */
export interface Taken extends Scripted {
  readonly delayMs: number;
}

export type Created =
  | { readonly ok: true; readonly value: OutcomeView; readonly again: boolean }
  | { readonly ok: false; readonly reason: 'invalid'; readonly problems: readonly OutcomeProblem[] }
  | { readonly ok: false; readonly reason: 'exists' };

/** A script as the control API answers it. */
const outcomeView = ({ id, request, createdAt, spent }: Outcome, uses: readonly Use[]) => ({
  ...{ id, ...request },
  created_at: new Date(createdAt).toISOString(),
  entries_left: Math.max(0, lengthOf(request) - spent),
  consumed: uses.map(({ number, at, attempt, account, client }) => ({
    entry: number,
    at: new Date(at).toISOString(),
    ...(attempt !== undefined && { attempt }),
    ...(account !== undefined && { person: account }),
    ...(client !== undefined && { client_id: client }),
  })),
});
export type OutcomeView = ReturnType<typeof outcomeView>;

/**
 * Outcome scripts: made by the control API, spent by whoever asks what a step should come to.
 * `piiGuard` refuses Social Security numbers that could be somebody's, here as at every door.
 */
export function createOutcomes({
  store,
  clock,
  piiGuard,
}: {
  store: OutcomeStore;
  clock: Clock;
  piiGuard: boolean;
}) {
  const view = async (sandbox: SandboxId, outcome: Outcome) =>
    outcomeView(outcome, await store.uses(sandbox, outcome.id));
  const take = (...asked: Asked) => takeEntry({ store, clock }, ...asked);
  return {
    /** Makes a script. The same id with the same body again is `again`; with another body it `exists`. */
    async create(sandbox: SandboxId, request: OutcomeRequest, id?: string): Promise<Created> {
      const problems = outcomeProblems(request, piiGuard);
      if (problems.length > 0) return { ok: false, reason: 'invalid', problems };
      const now = clock.now();
      const outcome = { id: id ?? newId('out', now), request, createdAt: now, spent: 0 };
      if (await store.add(sandbox, outcome))
        return { ok: true, value: await view(sandbox, outcome), again: false };
      const present = await store.get(sandbox, outcome.id);
      if (!present || !isDeepStrictEqual(present.request, JSON.parse(JSON.stringify(request))))
        return { ok: false, reason: 'exists' };
      return { ok: true, value: await view(sandbox, present), again: true };
    },
    async get(sandbox: SandboxId, id: string): Promise<OutcomeView | undefined> {
      const outcome = await store.get(sandbox, id);
      return outcome && view(sandbox, outcome);
    },
    /** Newest first. */
    async list(sandbox: SandboxId, page: { after?: string | undefined; limit: number }) {
      const found = await store.list(sandbox, { ...page, limit: page.limit + 1 });
      const items = await Promise.all(
        found.slice(0, page.limit).map((outcome) => view(sandbox, outcome)),
      );
      return found.length > page.limit ? { items, next: items.at(-1)?.id } : { items };
    },
    remove: (sandbox: SandboxId, id: string) => store.remove(sandbox, id),
    removeAll: (sandbox: SandboxId) => store.removeAll(sandbox),
    /** Spends the next entry of the script in charge at once; undefined when the real thing decides. */
    take,
    /** The same after the delay that the entry asks for. */
    async consult(...asked: Asked): Promise<Scripted | undefined> {
      const taken = await take(...asked);
      if (taken && taken.delayMs > 0) await pause(taken.delayMs);
      return taken;
    },
  };
}

type Asked = readonly [sandbox: SandboxId, step: ScriptStep, context: ScriptContext];

async function takeEntry(
  { store, clock }: { readonly store: OutcomeStore; readonly clock: Clock },
  ...[sandbox, step, context]: Asked
): Promise<Taken | undefined> {
  const outcome = inCharge(await store.ofStep(sandbox, step), context);
  if (!outcome) return undefined;
  const { attempt, submission, account, client } = context;
  const use = { at: clock.now(), attempt, submission, account, client };
  const number = await store.spend(sandbox, outcome.id, use);
  const entry = number === undefined ? undefined : entryAt(outcome.request, number);
  if (!entry) return undefined;
  const delay = entry.delay_ms ?? outcome.request.delay_ms ?? 0;
  return { outcome: outcome.id, entry, delayMs: Math.min(delay, LONGEST_DELAY) };
}

export type Outcomes = ReturnType<typeof createOutcomes>;
