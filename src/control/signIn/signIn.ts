import type { Providers } from '../../oidc/index.js';
import type { Place } from '../http/place.js';
import type { Ask, Redemption } from './authorizationUrl.js';
import type { Inject, InjectedResponse } from './inject.js';
import { cookiesOf, locationOf } from './inject.js';
import { redeem, type Redeemed } from './redeem.js';
import type { Halt, StepReport } from './report.js';
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
  readonly tokens?: Redeemed['tokens'] | undefined;
  readonly claims?: Redeemed['claims'] | undefined;
}

/** Signs a person in by the real rules and without pages, from the authorization request to the redirect or the tokens. */
export const createSignIn =
  (deps: SignInDeps) =>
  async (order: SignInOrder): Promise<SignInReport> => {
    const { place, ask, visitor } = order;
    const steps: StepReport[] = [];
    const host = new URL(place.base).host;
    const visit = (url: string, cookie = ''): Promise<InjectedResponse> =>
      deps.inject({ method: 'GET', url, headers: { host, ...(cookie && { cookie }) } });

    const asked = await visit(ask.url);
    const location = locationOf(asked);
    if (location === undefined) return refusedRequest(asked);
    const uid = uidIn(location, place);
    if (uid === undefined) return redirected(deps, order, location, steps);

    const provider = await deps.providers.of(place, ask.profile);
    const at = { sandbox: place.id, profile: ask.profile.id, provider, uid };
    const halted = await takeSteps(deps, at, visitor, (step) => steps.push(step));
    if (halted) return { ...halted, steps };
    const resume = await deps.signIns.finish(at);
    const resumed = resume && (await visit(pathOf(resume), cookiesOf(asked)));
    const back = resumed && locationOf(resumed);
    if (back === undefined) return { outcome: 'stopped', reasons: ['session.expired'], steps };
    return redirected(deps, order, back, steps);
  };

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
    /\b(invalid_[a-z_]+|unsupported_[a-z_]+|unauthorized_client|access_denied|server_error)\b/.exec(
      body,
    )?.[1];
  return {
    outcome: 'stopped',
    error: error ?? `http_${status}`,
    reasons: ['request.refused'],
    steps: [],
  };
}

/** Back at the client, with a code or an error in query or fragment. */
async function redirected(
  deps: SignInDeps,
  { place, ask, redemption }: SignInOrder,
  location: string,
  steps: readonly StepReport[],
): Promise<SignInReport> {
  const { searchParams, hash } = new URL(location);
  const fragment = new URLSearchParams(hash.slice(1));
  const told = (name: string) => searchParams.get(name) ?? fragment.get(name) ?? undefined;
  const code = told('code');
  const error = told('error');
  const report = {
    ...{ outcome: 'redirected' as const, redirect_to: location, code, error, steps },
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
