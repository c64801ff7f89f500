import type { Subscriber, Verification } from '../../assurance/index.js';
import {
  nextStep,
  NOTHING_YET,
  requestFacts,
  type AttemptPosition,
  type Facts,
  type Progress,
  type Step,
} from '../../oidc/index.js';
import type { Attempt } from '../../proofing/index.js';
import type { Effect } from '../../scenarios/index.js';

/** Where an attempt stands, in the dispatcher's words; undefined when it is over and another may begin. */
export type PositionIn = (
  attempt: Attempt,
) => Exclude<AttemptPosition, { at: 'verified' }> | { readonly at: 'verified' } | undefined;

/** What the partner asks for: an identity at IAL2. */
export const ASKED_SCOPE = 'openid http://idmanagement.gov/ns/assurance/ial/2/aal/2';

const AUTHENTICATORS = ['password', 'totp'] as const;

const SIGNED_IN: Progress = {
  account: 'somebody',
  used: AUTHENTICATORS.map((kind) => ({ kind, at: 0 })),
};

const VERIFICATION: Verification = {
  ...{ attempt: '', ial: 2, state: 'verified', verifiedAt: 0, pathway: 'self_service' },
  ...{ attributes: {}, evidence: [] },
};

/** Somebody whose identity is verified. */
export const VERIFIED: Subscriber = {
  ...{ id: 'somebody', uuid: 'somebody', email: '', state: 'active', restrictions: [] },
  ...{ attributes: {}, verification: VERIFICATION, authenticators: AUTHENTICATORS, createdAt: 0 },
};

interface Standing {
  readonly progress?: Progress;
  readonly verified: boolean;
  readonly attempt?: Facts['attempt'];
}

const factsOf = ({ progress = SIGNED_IN, verified, attempt }: Standing): Facts => ({
  now: 0,
  request: requestFacts({ scope: ASKED_SCOPE }),
  progress,
  account: {
    ...{ sub: 'somebody', state: 'active', restrictions: [] },
    ...{ ial: verified ? 2 : 0, authenticators: AUTHENTICATORS },
  },
  attempt,
  consented: true,
});

/** How far a person has come whose try at a step did not count. */
const BEFORE = {
  sign_in: NOTHING_YET,
  second_factor: { ...SIGNED_IN, used: SIGNED_IN.used.slice(0, 1) },
  consent: SIGNED_IN,
} as const satisfies Partial<Record<Effect['on'], Progress>>;

function standingAfter(effect: Effect, positionIn: PositionIn): Standing {
  if (effect.on === 'attempt') {
    const position = positionIn(effect.attempt);
    return position?.at === 'verified'
      ? { verified: true }
      : { verified: false, attempt: position };
  }
  if ('delivery' in effect) {
    if (effect.delivery.how === 'arrives') return { verified: true };
    return effect.on === 'email'
      ? { verified: false, progress: { ...NOTHING_YET, awaits: '' } }
      : { verified: false, attempt: { at: 'phone_code' } };
  }
  const { refusal, on } = effect;
  if (!refusal) return { verified: true };
  if (refusal.kind === 'again') return { verified: true, progress: BEFORE[on] };
  const { error, description } = refusal;
  return { verified: true, progress: { ...BEFORE[on], stopped: { error, description } } };
}

/** What the dispatcher has a person do after the effect, who lacks nothing else. */
export const stepAfter = (effect: Effect, positionIn: PositionIn): Step =>
  nextStep(factsOf(standingAfter(effect, positionIn)));
