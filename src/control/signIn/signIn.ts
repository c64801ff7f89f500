import { withRequestInHand, type Providers } from '../../oidc/index.js';
import type { Place } from '../http/place.js';
import type { Ask, Redemption } from './authorizationUrl.js';
import type { Cookies } from './cookies.js';
import type { Inject, InjectedResponse } from './inject.js';
import { locationOf } from './inject.js';
import { redeem, type Redeemed } from './redeem.js';
import type { Course, Halt, StepReport } from './report.js';
import type { StepsDeps } from './takeSteps.js';
import { takeSteps } from './takeSteps.js';
import type { Visitor } from './visitor.js';

export interface SignInDeps extends StepsDeps {
  readonly providers: Providers;
  readonly inject: Inject;
}

export interface SignInOrder {
  readonly place: Place;
  readonly ask: Ask;
  readonly visitor: Visitor;
  /** The browser's; the session that it may bring counts as it would there. */
  readonly cookies: Cookies;
  /** Redeems the code when it comes. */
  readonly redemption?: Redemption | undefined;
}

/** How it ended: back at the client, or on the way. */
export interface SignInReport {
  readonly outcome: 'redirected' | Halt['outcome'];
  readonly redirect_to?: string | undefined;
  readonly code?: string | undefined;
  readonly error?: string | undefined;
  readonly error_description?: string | undefined;
  readonly reasons: readonly string[];
  readonly steps: readonly StepReport[];
  readonly session?: string | undefined;
  readonly attempt?: string | undefined;
  readonly tokens?: Redeemed['tokens'] | undefined;
  readonly claims?: Redeemed['claims'] | undefined;
}

/** Signs a person in by the real rules and without pages, from the authorization request to the redirect or the tokens. */
export const createSignIn =
  (deps: SignInDeps) =>
  (order: SignInOrder): Promise<SignInReport> => {
    const { place, cookies } = order;
    return withRequestInHand({ place, cookies }, () => signIn(deps, order));
  };

async function signIn(deps: SignInDeps, order: SignInOrder): Promise<SignInReport> {
  const { place, ask, visitor, cookies } = order;
  const course: Course = { steps: [] };
  const headers = { host: new URL(place.base).host };
  const visit = (url: string) => deps.inject({ method: 'GET', url, headers });

  const asked = await visit(ask.url);
  const location = locationOf(asked);
  if (location === undefined) return refusedRequest(asked);
  const uid = uidIn(location, place);
  if (uid === undefined) return redirected(deps, order, location, course);

  const provider = await deps.providers.of(place, ask.profile);
  const at = { sandbox: place.id, profile: ask.profile.id, provider, uid };
  const walked = await takeSteps(deps, at, visitor, course);
  if ('outcome' in walked) return { ...walked, ...course };
  const resume = await deps.signIns.finish(at, walked);
  if (resume === undefined) return { outcome: 'stopped', reasons: ['session.expired'], ...course };
  const resumed = await visit(pathOf(resume));
  const back = locationOf(resumed);
  if (back === undefined) return { ...refusedRequest(resumed), ...course };
  return redirected(deps, order, back, { ...course, session: cookies.session() });
}

const pathOf = (url: string): string => {
  const { pathname, search } = new URL(url, 'http://localhost');
  return pathname + search;
};

/** The id of the request in progress to which the provider sent us; a client's address is absolute, ours is a path. */
const uidIn = (location: string, { prefix }: Place): string | undefined => {
  const own = `${prefix}/interaction/`;
  return location.startsWith(own) ? location.slice(own.length) : undefined;
};

/** The request was refused on a page of the provider's own, since there is nobody to send the refusal to. */
function refusedRequest({ body, status }: InjectedResponse): SignInReport {
  const error =
    /\b(invalid_[a-z_]+|unsupported_[a-z_]+|unauthorized_client|access_denied|server_error|temporarily_unavailable)\b/.exec(
      body,
    )?.[1];
  return {
    outcome: 'stopped',
    error: error ?? usualError(status),
    reasons: ['request.refused'],
    steps: [],
  };
}

/** What a page means that names no error: where a client is unknown, a person may be asked whether to register it. */
function usualError(status: number): string {
  if (status === 0) return 'server_error';
  if (status < 400) return 'invalid_client';
  return status < 500 ? 'invalid_request' : 'server_error';
}

/** Back at the client, with a code or an error in query or fragment. */
async function redirected(
  deps: SignInDeps,
  { place, ask, redemption }: SignInOrder,
  location: string,
  done: Pick<SignInReport, 'steps' | 'attempt' | 'session'>,
): Promise<SignInReport> {
  const { searchParams, hash } = new URL(location);
  const fragment = new URLSearchParams(hash.slice(1));
  const told = (name: string) => searchParams.get(name) ?? fragment.get(name) ?? undefined;
  const code = told('code');
  const error = told('error');
  const report = {
    ...{ outcome: 'redirected' as const, redirect_to: location, code, error, ...done },
    error_description: told('error_description'),
    reasons: error === undefined ? [] : [error],
  };
  if (!redemption || code === undefined) return report;
  const at = { place, profile: ask.profile, now: deps.clock.now() };
  const redeemed = await redeem(deps.inject, at, code, redemption);
  return redeemed.ok
    ? { ...report, ...redeemed.value }
    : { ...report, outcome: 'stopped', error: redeemed.reason, reasons: [redeemed.reason] };
}
