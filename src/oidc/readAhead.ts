import { Provider } from 'oidc-provider';
import type { Subscriber } from '../assurance/index.js';
import type { Consent, Foreseen, ModelPayload, Standing } from './ports.js';

/** What a request was told along with something else, by kind and id. Each is handed out once: a later question is a new read. */
const told = new WeakMap<object, Map<string, unknown>>();

const MOST_GRANTS = 2000;

/** The grant that a session last used with a client. */
const lastGrants = new Map<string, string>();

export function noteGrant(session: string, clientId: string, grantId: string): void {
  if (lastGrants.size >= MOST_GRANTS) lastGrants.clear();
  lastGrants.set(`${session} ${clientId}`, grantId);
}

/** What this request will ask for after it has read its session. */
export function foresee(session: string): Foreseen | undefined {
  const ctx = Provider.ctx as { readonly query: Readonly<Record<string, unknown>> } | undefined;
  const clientId = ctx?.query['client_id'];
  if (typeof clientId !== 'string') return undefined;
  return { clientId, grantId: lastGrants.get(`${session} ${clientId}`) };
}

/** Keeps what a session, code or token stands on until the same request asks for it. */
export function readAhead(standing: Standing, foreseen?: Foreseen): void {
  const { payload, grant, session, subscriber, consent } = standing;
  const ctx: object | undefined = Provider.ctx;
  if (!ctx) return;
  const kept = new Map<string, unknown>();
  const keep = (kind: string, id: unknown, value: unknown) =>
    value !== undefined && typeof id === 'string' && kept.set(`${kind} ${id}`, value);
  keep('Grant', payload['grantId'] ?? foreseen?.grantId, grant);
  keep('Session uid', payload['sessionUid'], session);
  keep('Subscriber', subscriber?.uuid, subscriber);
  if (consent) keep('Consent', `${consent.sub} ${consent.clientId}`, consent);
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

export const takeConsent = (sub: string, clientId: string) =>
  taken(`Consent ${sub} ${clientId}`) as Consent | undefined;
