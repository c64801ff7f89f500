import { Provider } from 'oidc-provider';
import type { Subscriber } from '../assurance/index.js';
import type { ModelPayload, Standing } from './ports.js';

/** What a request was told along with something else, by kind and id. Each is handed out once: a later question is a new read. */
const told = new WeakMap<object, Map<string, unknown>>();

/** Keeps what a session, code or token stands on until the same request asks for it. */
export function readAhead({ payload, grant, session, subscriber }: Standing): void {
  const ctx: object | undefined = Provider.ctx;
  if (!ctx) return;
  const kept = new Map<string, unknown>();
  const keep = (kind: string, id: unknown, value: unknown) =>
    value !== undefined && typeof id === 'string' && kept.set(`${kind} ${id}`, value);
  keep('Grant', payload['grantId'], grant);
  keep('Session uid', payload['sessionUid'], session);
  keep('Subscriber', subscriber?.uuid, subscriber);
  told.set(ctx, kept);
}

/** Whatever this request changes, it reads again. */
export function forgetAhead(): void {
  const ctx: object | undefined = Provider.ctx;
  if (ctx) told.delete(ctx);
}

function taken(key: string): unknown {
  const ctx: object | undefined = Provider.ctx;
  const kept = ctx && told.get(ctx);
  const value = kept?.get(key);
  kept?.delete(key);
  return value;
}

/** `kind` is a model, whose rows are found by id, or `Session uid`. */
export const takeModel = (kind: string, id: string) =>
  taken(`${kind} ${id}`) as ModelPayload | undefined;

export const takeSubscriber = (sub: string) => taken(`Subscriber ${sub}`) as Subscriber | undefined;
