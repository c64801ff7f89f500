import { ialOf, type Subscriber } from '../assurance/index.js';
import { DAY, type Clock } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import type { AccountFacts, Facts } from './nextStep.js';
import type { Consent, ConsentStore } from './ports.js';
import type { AttemptPosition, Progress } from './progress.js';
import { releasedClaims, requestFacts, type RequestParams } from './request.js';

/** Where an account's verification stands; asked only when a request needs one. Implemented by proofing. */
export interface AttemptPositions {
  positionOf(
    sandbox: SandboxId,
    account: string,
    attempt: string | undefined,
  ): Promise<
    Exclude<AttemptPosition, { at: 'verified' }> | { readonly at: 'verified' } | undefined
  >;
}

export interface FactsDeps {
  readonly consents: Pick<ConsentStore, 'find'>;
  readonly attempts: AttemptPositions;
  readonly clock: Clock;
}

export interface FactsInput {
  readonly sandbox: SandboxId;
  readonly params: RequestParams;
  readonly hintedSubject?: string | undefined;
  readonly session?: Facts['session'];
  readonly progress: Progress;
  /** The account that signed in for this request, else the session's. */
  readonly subscriber?: Subscriber | undefined;
}

/** A consent is asked for again after a year (63C-4 leaves the period to the provider). */
const CONSENT_LIFETIME = 365 * DAY;

/** Collects what `nextStep` decides on: at most one read of the consent and one of the attempt. */
export async function gatherFacts(deps: FactsDeps, input: FactsInput): Promise<Facts> {
  const { sandbox, params, session, progress, subscriber } = input;
  const request = requestFacts(params, input.hintedSubject);
  const account = subscriber && accountFacts(subscriber);
  return {
    now: deps.clock.now(),
    request,
    session,
    progress,
    account,
    attempt: await attemptOf(deps, sandbox, request, progress, subscriber),
    consented: subscriber !== undefined && (await isRemembered(deps, sandbox, params, subscriber)),
  };
}

const accountFacts = (subscriber: Subscriber): AccountFacts => ({
  sub: subscriber.uuid,
  state: subscriber.state,
  restrictions: subscriber.restrictions,
  ial: ialOf(subscriber.verification),
  authenticators: subscriber.authenticators,
});

async function attemptOf(
  { attempts }: FactsDeps,
  sandbox: SandboxId,
  request: Facts['request'],
  progress: Progress,
  subscriber: Subscriber | undefined,
): Promise<AttemptPosition | undefined> {
  if (request.required?.ial !== 2 || !subscriber) return undefined;
  const verified = ialOf(subscriber.verification) === 2;
  if (verified) {
    return progress.attempt ? { at: 'verified', seen: progress.verifiedSeen === true } : undefined;
  }
  const position = await attempts.positionOf(sandbox, subscriber.id, progress.attempt);
  return position?.at === 'verified' ? { at: 'verified', seen: true } : position;
}

async function isRemembered(
  { consents, clock }: FactsDeps,
  sandbox: SandboxId,
  params: RequestParams,
  subscriber: Subscriber,
): Promise<boolean> {
  const consent = await consents.find(sandbox, subscriber.uuid, String(params['client_id']));
  return consent !== undefined && covers(consent, params, subscriber, clock.now());
}

/** Whether a remembered consent still answers: no claim more, the same verification, given within a year. */
export function covers(
  consent: Consent,
  params: RequestParams,
  subscriber: Subscriber,
  now: number,
): boolean {
  const fresh = now - consent.givenAt < CONSENT_LIFETIME;
  const sameVerification = consent.verification === currentVerification(subscriber);
  return (
    fresh &&
    sameVerification &&
    releasedClaims(params).every((claim) => consent.claims.includes(claim))
  );
}

export const currentVerification = (subscriber: Subscriber): string | undefined =>
  ialOf(subscriber.verification) === 2 ? subscriber.verification?.attempt : undefined;
