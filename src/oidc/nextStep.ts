import {
  aalOf,
  amrOf,
  joinedAmr,
  resistsPhishing,
  satisfies,
  type AuthenticatorKind,
  type Levels,
  type Restriction,
} from '../assurance/index.js';
import type { Instant } from '../platform/clock.js';
import type { AttemptPosition, Progress } from './progress.js';

/** Everything that decides what a person has to do next for an authorization request. */
export interface Facts {
  readonly now: Instant;
  readonly request: {
    /** Undefined: the request asks for a level that does not exist here. */
    readonly required: Levels | undefined;
    /** Whether a code that could be told to somebody else is not enough (63B section 3.2.5). */
    readonly phishingResistant?: boolean | undefined;
    readonly prompts: readonly string[];
    /** Seconds since the last authentication that are acceptable (Core 3.1.2.1). */
    readonly maxAge?: number | undefined;
    /** The subject it must be: `id_token_hint`, or `claims.id_token.sub.value` (Core 5.5.1). */
    readonly subject?: string | undefined;
    /** Standin's own pages ask without a partner: no consent. */
    readonly firstParty: boolean;
  };
  /** The session that exists already. */
  readonly session?:
    | { readonly sub: string; readonly authenticatedAt: Instant; readonly amr: readonly string[] }
    | undefined;
  /** What was done for this request so far. */
  readonly progress: Progress;
  /** The account in question: the one that signed in for this request, else the session's. */
  readonly account?: AccountFacts | undefined;
  /** Where the account's verification attempt stands; missing when there is none that is open or freshly decided. */
  readonly attempt?: AttemptPosition | undefined;
  /** Whether the remembered consent covers what this request would release. */
  readonly consented: boolean;
}

export interface AccountFacts {
  readonly sub: string;
  readonly state: 'unconfirmed' | 'active' | 'suspended' | 'closed';
  readonly restrictions: readonly Restriction[];
  readonly ial: 0 | 2;
  readonly authenticators: readonly AuthenticatorKind[];
}

export type Step =
  | {
      readonly at:
        | 'sign_in'
        | 'sign_up'
        | 'confirm_email'
        | 'enrol'
        | 'recovery_codes'
        | 'second_factor'
        | 'consent';
    }
  | { readonly at: 'proof'; readonly position: AttemptPosition | { readonly at: 'start' } }
  | { readonly at: 'finish' }
  | {
      readonly at: 'refuse';
      readonly error: string;
      readonly description: string;
      /** An address of the client's for people whom it is not told of. */
      readonly leadsTo?: string | undefined;
    };

const refuse = (error: string, description: string): Step => ({ at: 'refuse', error, description });

/** Rules in order; the first that has something to say decides. Total: when none has, the request is answered. */
const RULES: readonly ((facts: Facts) => Step | undefined)[] = [
  stopped,
  unknownLevel,
  who,
  usable,
  authenticated,
  shownCodes,
  proofed,
  agreed,
];

/**
 * The one dispatcher: what a person does next, from the request, the session, the attempt and the consent alone. Pure.
 */
export function nextStep(facts: Facts): Step {
  for (const rule of RULES) {
    const step = rule(facts);
    if (step) return step;
  }
  return { at: 'finish' };
}

function stopped({ progress }: Facts): Step | undefined {
  return progress.stopped && { at: 'refuse', ...progress.stopped };
}

function unknownLevel({ request }: Facts): Step | undefined {
  if (request.required) return undefined;
  return refuse(
    'unmet_authentication_requirements',
    'none of the requested acr values is supported',
  );
}

/** Who is it? A session answers unless the request wants a fresh sign-in or somebody else. */
function who(facts: Facts): Step | undefined {
  const { request, session, progress, account } = facts;
  const signIn: Step = { at: progress.wantsAccount ? 'sign_up' : 'sign_in' };
  if (progress.account !== undefined && account) {
    const wrong = request.subject !== undefined && request.subject !== account.sub;
    return wrong
      ? refuse('login_required', 'another account signed in than the request names')
      : undefined;
  }
  if (progress.awaits !== undefined) return { at: 'confirm_email' };
  if (request.prompts.includes('create'))
    return { at: progress.wantsAccount === false ? 'sign_in' : 'sign_up' };
  if (!session || !account || asksAgain(facts)) return signIn;
  return undefined;
}

function asksAgain({ request, session, now }: Facts): boolean {
  if (!session) return true;
  const tooOld =
    request.maxAge !== undefined && now - session.authenticatedAt > request.maxAge * 1000;
  const another = request.subject !== undefined && request.subject !== session.sub;
  return (
    tooOld ||
    another ||
    request.prompts.includes('login') ||
    request.prompts.includes('select_account')
  );
}

/** What a relying party reads of an account that its person is kept out of. */
const KEPT_OUT: Readonly<Record<Restriction, string>> = {
  deceased: 'the person is reported to have died',
  fraud: 'the account was reported for fraud',
  held: 'the account is held',
  locked: 'the account is locked',
};

function usable({ account }: Facts): Step | undefined {
  const [restriction] = account?.restrictions ?? [];
  if (restriction) return refuse('access_denied', KEPT_OUT[restriction]);
  switch (account?.state) {
    case 'unconfirmed':
      return { at: 'confirm_email' };
    case 'suspended':
      return refuse('access_denied', 'the account is suspended');
    case 'closed':
      return refuse('access_denied', 'the account is closed');
    default:
      return undefined;
  }
}

/** Second factor: always when the account has one and signs in now; set up when the level or the sign-up asks for it. */
function authenticated(facts: Facts): Step | undefined {
  const { request, progress, account } = facts;
  if (reachedAal(facts) === 2) return resistant(facts);
  const second = account?.authenticators.some((kind) => kind !== 'password') ?? false;
  const needed = request.required?.aal === 2 || progress.registered === true;
  if (second && (needed || progress.account !== undefined)) return { at: 'second_factor' };
  return !second && needed ? { at: 'enrol' } : undefined;
}

/** A passkey, where nothing else will do: the account's, or one that is set up now (63B section 4.1.2: at AAL2). */
function resistant(facts: Facts): Step | undefined {
  const { request, account } = facts;
  if (!request.phishingResistant || resistsPhishing(reachedAmr(facts))) return undefined;
  return { at: account?.authenticators.includes('passkey') ? 'second_factor' : 'enrol' };
}

/** Authentications of this request add to the session's unless somebody signed in anew. */
export function reachedAmr({
  session,
  progress,
}: Pick<Facts, 'session' | 'progress'>): readonly string[] {
  const now = amrOf(progress.used);
  return progress.account !== undefined || !session ? now : joinedAmr([...session.amr, ...now]);
}

const reachedAal = (facts: Facts): 1 | 2 => aalOf(reachedAmr(facts));

/** Whoever sets up a second factor gets recovery codes; they are shown until the person says that they are saved. */
function shownCodes({ progress, account }: Facts): Step | undefined {
  const enrolled = progress.registered === true || progress.enrols === true;
  const missing = enrolled && account?.authenticators.includes('recovery_codes') === false;
  return progress.codesToShow || missing ? { at: 'recovery_codes' } : undefined;
}

function proofed({ request, account, attempt }: Facts): Step | undefined {
  if (!request.required || !account) return undefined;
  const reached = { ial: account.ial, aal: request.required.aal };
  if (satisfies(reached, request.required)) {
    return attempt?.at === 'verified' && !attempt.seen
      ? { at: 'proof', position: attempt }
      : undefined;
  }
  return {
    at: 'proof',
    position: attempt && attempt.at !== 'verified' ? attempt : { at: 'start' },
  };
}

function agreed({ request, progress, consented }: Facts): Step | undefined {
  if (request.firstParty || progress.consent) return undefined;
  return consented && !request.prompts.includes('consent') ? undefined : { at: 'consent' };
}

/** The error of `prompt=none` when a step would be needed (Core 3.1.2.6). */
export function errorOf(
  step: Step,
): { readonly error: string; readonly description: string } | undefined {
  switch (step.at) {
    case 'finish':
      return undefined;
    case 'refuse':
      return step;
    case 'consent':
      return { error: 'consent_required', description: 'the person has to consent' };
    case 'proof':
      return {
        error: 'interaction_required',
        description: 'the person has to verify their identity',
      };
    default:
      return { error: 'login_required', description: 'the person has to sign in' };
  }
}
