import type { NewUse, Outcome, OutcomeStore } from '../../src/scenarios/index.js';
import { createOutcomes } from '../../src/scenarios/index.js';

/** Scripts in a Map, counted as the real store counts them. */
export function memoryOutcomes(): OutcomeStore {
  const kept = new Map<string, Outcome>();
  const uses = new Map<string, NewUse[]>();
  const newestFirst = () => [...kept.values()].reverse();
  return {
    add: (_sandbox, outcome) => {
      if (kept.has(outcome.id)) return Promise.resolve(false);
      kept.set(outcome.id, JSON.parse(JSON.stringify(outcome)) as Outcome);
      return Promise.resolve(true);
    },
    get: (_sandbox, id) => Promise.resolve(kept.get(id)),
    list: (_sandbox, { limit }) => Promise.resolve(newestFirst().slice(0, limit)),
    ofStep: (_sandbox, step) =>
      Promise.resolve(newestFirst().filter(({ request }) => request.step === step)),
    remove: (_sandbox, id) => Promise.resolve(kept.delete(id)),
    removeAll: () => {
      const count = kept.size;
      kept.clear();
      return Promise.resolve(count);
    },
    spend: (_sandbox, id, use) => {
      const outcome = kept.get(id);
      if (!outcome) return Promise.resolve(undefined);
      const { results, times = 1, then = 'real' } = outcome.request;
      if (outcome.spent >= results.length * times && then === 'real')
        return Promise.resolve(undefined);
      kept.set(id, { ...outcome, spent: outcome.spent + 1 });
      uses.set(id, [...(uses.get(id) ?? []), use]);
      return Promise.resolve(outcome.spent);
    },
    uses: (_sandbox, id) =>
      Promise.resolve((uses.get(id) ?? []).map((use, number) => ({ ...use, number }))),
  };
}

export const outcomesRoom = () =>
  createOutcomes({ store: memoryOutcomes(), clock: { now: () => 1_000 }, piiGuard: true });
