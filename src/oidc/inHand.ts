import type { Adapter, AdapterPayload } from 'oidc-provider';
import { createCarried } from '../platform/carried.js';
import type { SandboxPlace } from './place.js';

interface InHand {
  readonly place: SandboxPlace;
  readonly requests: Map<string, AdapterPayload>;
}

const inHand = createCarried<InHand>();

/**
 * Runs a sign-in that takes all its steps in one go. Nobody else can come upon its request in progress, and nobody could go on
 * with it, so it is kept here and nowhere else; what it asks of this server is asked of the sandbox as it is now.
 */
export const withRequestInHand = <T>(place: SandboxPlace, signIn: () => Promise<T>): Promise<T> =>
  inHand.carry({ place, requests: new Map() }, signIn);

/** The sandbox of the sign-in that asks, whose era it is in. */
export const placeInHand = (): SandboxPlace | undefined => inHand.current()?.place;

type Requests = Pick<Adapter, 'upsert' | 'find' | 'destroy'>;

/** Requests in progress: where they are stored, but for those in hand. */
export function requestsInHand(stored: Adapter): Adapter {
  const current = (): Requests => {
    const held = inHand.current();
    return held ? inMemory(held.requests) : stored;
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
