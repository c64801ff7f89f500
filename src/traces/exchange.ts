import type { Instant } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import { maskParameters, maskUrl } from './mask.js';

export interface Refusal {
  readonly error: string;
  readonly description?: string | undefined;
  /** For the tester alone: more than the client was told. */
  readonly detail?: string | undefined;
}

/** A request to the provider and what became of it; secrets are masked. */
export interface Exchange {
  readonly id: string;
  readonly at: Instant;
  readonly profile: string;
  readonly route: string;
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly client?: string | undefined;
  /** What the client has registered, since most refusals are about it. */
  readonly redirectUris: readonly string[];
  /** Words of the scope that mean nothing to the provider. */
  readonly ignoredScopes?: readonly string[] | undefined;
  /** Values of acr_values that mean nothing to the provider. */
  readonly ignoredAcrValues?: readonly string[] | undefined;
  readonly status: number;
  readonly location?: string | undefined;
  readonly refusal?: Refusal | undefined;
  /** What was asked for to go wrong here, and did. */
  readonly fault?: { readonly id: string; readonly kind: string } | undefined;
}

/** The same as it was seen, with its secrets. */
export interface RawExchange extends Omit<Exchange, 'at' | 'params'> {
  readonly sandbox: SandboxId;
  readonly params: Readonly<Record<string, unknown>>;
}

const LONGEST_TEXT = 2000;
const LONGEST_WORD = 200;

/** What is kept of an exchange: bounded, and nothing that could be used. */
export function keptOf(raw: RawExchange, at: Instant): Exchange {
  const { location } = raw;
  return {
    id: raw.id,
    at,
    profile: raw.profile,
    route: raw.route,
    method: raw.method,
    path: raw.path,
    params: maskParameters(raw.params),
    client: raw.client,
    redirectUris: raw.redirectUris.slice(0, 20),
    ...(raw.ignoredScopes?.length && { ignoredScopes: bounded(raw.ignoredScopes) }),
    ...(raw.ignoredAcrValues?.length && { ignoredAcrValues: bounded(raw.ignoredAcrValues) }),
    status: raw.status,
    location: location === undefined ? undefined : maskUrl(location).slice(0, LONGEST_TEXT),
    refusal: raw.refusal,
    fault: raw.fault && { id: raw.fault.id, kind: raw.fault.kind },
  };
}

const bounded = (words: readonly string[]): readonly string[] =>
  words.slice(0, 20).map((word) => word.slice(0, LONGEST_WORD));
