import type { Context } from 'koa';
import type { Adapter, AdapterPayload, Provider } from 'oidc-provider';
import { createCarried } from '../platform/carried.js';
import type { SandboxPlace } from './place.js';

/** Cookies by name, as long as a sign-in has them; a value that is empty or none takes one away. */
export interface CookieJar {
  get(name: string): string | undefined;
  set(name: string, value?: string | null): unknown;
}

interface InHand {
  readonly place: SandboxPlace;
  readonly requests: Map<string, AdapterPayload>;
  readonly cookies: CookieJar;
}

const inHand = createCarried<InHand>();

/**
 * Runs a sign-in that takes all its steps in one go. Nobody else can come upon its request in progress, and nobody could go on
 * with it, so it is kept here and nowhere else; what it asks of this server is asked of the sandbox as it is now.
 */
export const withRequestInHand = <T>(
  held: Omit<InHand, 'requests'>,
  signIn: () => Promise<T>,
): Promise<T> => inHand.carry({ ...held, requests: new Map() }, signIn);

/** Its cookies stay in hand as well: no header says them, and what nobody else sees needs no signature. */
export function carryCookies(provider: Provider): void {
  const create = provider.createContext.bind(provider);
  provider.createContext = (req, res) => withCookiesInHand(create(req, res));
  provider.use((ctx, next) => {
    withCookiesInHand(ctx);
    return next();
  });
}

function withCookiesInHand<C extends Pick<Context, 'cookies'>>(ctx: C): C {
  const held = inHand.current();
  if (held) ctx.cookies = held.cookies as C['cookies'];
  return ctx;
}

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
