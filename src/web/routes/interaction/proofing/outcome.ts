import { submissionsLeft, type Attempt, type Step } from '../../../../proofing/index.js';
import { topicFor } from '../../../help/topicFor.js';
import type { HelpTopicId } from '../../../help/topics.js';
import type { ProcessingModel, RetryModel } from '../../../pages/proofingViews.js';
import { placeOf } from '../../../requestState.js';
import type { Exchange, InteractionPage } from '../exchange.js';
import { cancel } from '../signIn.js';
import { attemptOf, cancelPath, type ProofingPagesDeps } from './deps.js';
import { isProofing } from './start.js';
import { seeOther } from '../../../seeOther.js';

const helpAbout = ({ ctx }: Exchange, topic: HelpTopicId): string =>
  `${placeOf(ctx).prefix}/help/${topic}`;

const STAGES = ['document', 'selfie', 'records', 'decision'] as const;
const STAGE_OF: Readonly<Record<string, (typeof STAGES)[number]>> = {
  document: 'document',
  selfie: 'selfie',
  details: 'records',
  phone_code: 'records',
  review: 'decision',
};

/** A check is running: the page reloads itself at the dispatcher until it is done. */
export const processingPage = (deps: ProofingPagesDeps): InteractionPage => ({
  name: 'processing',
  fits: isProofing,
  show: async (exchange) => {
    const attempt = await attemptOf(deps, exchange);
    if (attempt?.state !== 'processing' && attempt?.state !== 'error') return exchange.goOn();
    exchange.show('proofing/processing', {
      href: exchange.path('').replace(/\/$/, ''),
      refreshSeconds: 1,
      stages: stages(attempt.step),
    });
  },
  posts: {},
});

function stages(step: Step): ProcessingModel['stages'] {
  const doing = STAGES.indexOf(STAGE_OF[step] ?? 'decision');
  return STAGES.map((name, index) => ({
    name,
    state: index < doing ? 'done' : index === doing ? 'doing' : 'waiting',
  }));
}

const RETRY_STEPS: Readonly<Record<string, RetryModel['step']>> = {
  document: 'document',
  selfie: 'selfie',
  details: 'details',
  phone_code: 'phone',
};

/** Reasons that better pictures of the same document do not mend. */
const ANOTHER_DOCUMENT: readonly string[] = [
  'document.expired',
  'document.type_not_supported',
  'document.wrong_side',
  'document.not_a_document',
  'document.real_issuer',
];

const adviceFor = (step: RetryModel['step'], reasons: readonly string[]): RetryModel['advice'] =>
  step === 'document' && reasons.some((reason) => ANOTHER_DOCUMENT.includes(reason))
    ? 'another_document'
    : step;

/** What was wrong and how to do better; going on leads to the step itself. */
export const retryPage = (deps: ProofingPagesDeps): InteractionPage => ({
  name: 'retry',
  fits: isProofing,
  show: async (exchange) => {
    const attempt = await attemptOf(deps, exchange);
    if (attempt?.state !== 'resubmission_required') return exchange.goOn();
    const step = RETRY_STEPS[attempt.step] ?? 'document';
    exchange.show('proofing/retry', {
      action: exchange.path('retry'),
      step,
      advice: adviceFor(step, attempt.reasons),
      help: helpAbout(exchange, topicFor(attempt.reasons)),
      last: { reasons: attempt.reasons, triesLeft: submissionsLeft(attempt, attempt.step) },
      cancel: cancelPath(exchange),
    });
  },
  posts: {
    '': async (exchange) => {
      const attempt = await attemptOf(deps, exchange);
      if (attempt?.state !== 'resubmission_required') return exchange.goOn();
      seeOther(exchange.ctx, exchange.path(PAGE_OF[attempt.step] ?? 'document'));
    },
  },
});

const PAGE_OF: Readonly<Record<string, string>> = {
  document: 'document',
  selfie: 'selfie',
  details: 'details',
  phone_code: 'phone-code',
};

/** A person looks at it: the applicant may leave and come back. */
export const inReviewPage = (deps: ProofingPagesDeps): InteractionPage => ({
  name: 'in-review',
  fits: ({ step }) => step.at === 'proof' && step.position.at === 'in_review',
  show: async (exchange) => {
    const attempt = await attemptOf(deps, exchange);
    if (!attempt) return exchange.goOn();
    const { path, signIn, ctx } = exchange;
    exchange.show('proofing/inReview', {
      since: attempt.touchedAt,
      reasons: reasonsOf(attempt),
      attempt: attempt.id,
      leave: signIn.facts.request.firstParty ? undefined : path('in-review/leave'),
      account: `${placeOf(ctx).prefix}/account`,
      help: helpAbout(exchange, 'review'),
    });
  },
  posts: {
    leave: cancel,
  },
});

/** It was declined: why, in words that do not help a forger, and what else can be done. */
export const declinedPage = (deps: ProofingPagesDeps): InteractionPage => ({
  name: 'declined',
  fits: isProofing,
  show: async (exchange) => {
    const attempt = await attemptOf(deps, exchange);
    if (attempt?.state !== 'declined') return exchange.goOn();
    const { path, signIn } = exchange;
    exchange.show('proofing/declined', {
      reasons: attempt.reasons,
      attempt: attempt.id,
      again: path('declined/again'),
      otherWays: [],
      help: helpAbout(exchange, topicFor(attempt.reasons)),
      leave: signIn.facts.request.firstParty ? undefined : path('declined/leave'),
    });
  },
  posts: {
    again: async (exchange) => {
      await exchange.advance(({ attempt: _declined, ...progress }) => progress);
      exchange.goOn();
    },
    leave: cancel,
  },
});

/** It worked: one moment of joy before consent. */
export const verifiedPage = (): InteractionPage => ({
  name: 'verified',
  fits: ({ step }) => step.at === 'proof' && step.position.at === 'verified',
  show: ({ show, signIn, path, goOn }) => {
    const verification = signIn.subscriber?.verification;
    if (!verification) return goOn();
    show('proofing/verified', {
      givenName: verification.attributes.given_name,
      verifiedAt: verification.verifiedAt,
      next: path('verified'),
    });
  },
  posts: {
    '': async (exchange) => {
      await exchange.advance((progress) => ({ ...progress, verifiedSeen: true }));
      exchange.goOn();
    },
  },
});

const reasonsOf = (attempt: Attempt): readonly string[] =>
  'reasons' in attempt ? attempt.reasons : [];
