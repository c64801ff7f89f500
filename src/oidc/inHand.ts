import type { Adapter, AdapterPayload } from 'oidc-provider';
import { createCarried } from '../platform/carried.js';

const requests = createCarried<Map<string, AdapterPayload>>();

/**
 * Runs a sign-in that takes all its steps in one go. Nobody else can come upon its request in progress, and nobody could go on
 * with it, so it is kept here and nowhere else.
 */
export const withRequestInHand = <T>(signIn: () => Promise<T>): Promise<T> =>
  requests.carry(new Map(), signIn);

type Requests = Pick<Adapter, 'upsert' | 'find' | 'destroy'>;

/** Requests in progress: where they are stored, but for those in hand. */
export function requestsInHand(stored: Adapter): Adapter {
  const current = (): Requests => {
    const held = requests.current();
    return held ? inMemory(held) : stored;
  };
  return {
    ...stored,
    upsert: (id, payload, expiresIn) => current().upsert(id, payload, expiresIn),
    find: (id) => current().find(id),
    destroy: (id) => current().destroy(id),
  };
}

const inMemory = (held: Map<string, AdapterPayload>): Requests => ({
  upsert: async (id, payload) => void held.set(id, payload),
  find: async (id) => held.get(id),
  destroy: async (id) => void held.delete(id),
});
