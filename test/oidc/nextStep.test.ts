import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aalOf, type Levels } from '../../src/assurance/index.js';
import {
  errorOf,
  nextStep,
  NOTHING_YET,
  reachedAmr,
  type AttemptPosition,
  type Facts,
  type Progress,
} from '../../src/oidc/index.js';

const NOW = 1_800_000_000_000;
const SUB = 'a'.repeat(32);
const OTHER = 'b'.repeat(32);

const REQUIRED: readonly (Levels | undefined)[] = [
  undefined,
  { ial: 0, aal: 1 },
  { ial: 0, aal: 2 },
  { ial: 2, aal: 2 },
];
const PROMPTS = [[], ['none'], ['login'], ['consent'], ['select_account'], ['create']];
const SESSIONS: readonly Facts['session'][] = [
  undefined,
  { sub: SUB, authenticatedAt: NOW - 60_000, amr: ['pwd'] },
  { sub: SUB, authenticatedAt: NOW - 60_000, amr: ['pwd', 'otp', 'mfa'] },
];
const used = (...kinds: ('password' | 'totp')[]) => kinds.map((kind) => ({ kind, at: NOW }));
const PROGRESSES: readonly Progress[] = [
  NOTHING_YET,
  { used: [], wantsAccount: true },
  { used: [], wantsAccount: false },
  { account: SUB, used: used('password') },
  { account: SUB, used: used('password', 'totp') },
  { account: SUB, used: used('password'), registered: true },
  { account: SUB, used: used('password', 'totp'), registered: true, codesToShow: ['1'] },
  { account: SUB, used: used('password', 'totp'), consent: { rejected: [] } },
  { used: used('totp'), consent: { rejected: [] } },
  { used: [], stopped: { error: 'access_denied', description: 'no' } },
];
const AUTHENTICATORS = [['password'], ['password', 'totp']] as const;
const STATES = ['unconfirmed', 'active', 'suspended', 'closed'] as const;
const ATTEMPTS: readonly (AttemptPosition | undefined)[] = [
  undefined,
  { at: 'document' },
  { at: 'processing' },
  { at: 'declined' },
  { at: 'verified', seen: false },
  { at: 'verified', seen: true },
];

/** Every combination that can be told apart; an account is there exactly when somebody is known. */
function* allFacts(): Generator<Facts> {
  for (const required of REQUIRED)
    for (const prompts of PROMPTS)
      for (const [maxAge, subject] of [
        [],
        [30],
        [90],
        [undefined, SUB],
        [undefined, OTHER],
      ] as const)
        for (const firstParty of [false, true])
          for (const session of SESSIONS)
            for (const progress of PROGRESSES)
              for (const consented of [false, true])
                for (const account of accounts(session, progress))
                  for (const attempt of required?.ial === 2 && account ? ATTEMPTS : [undefined])
                    yield {
                      now: NOW,
                      request: { required, prompts, maxAge, subject, firstParty },
                      ...{ session, progress, account, attempt, consented },
                    };
}

function accounts(session: Facts['session'], progress: Progress): Facts['account'][] {
  if (!session && progress.account === undefined) return [undefined];
  const free = STATES.flatMap((state) =>
    ([0, 2] as const).flatMap((ial) =>
      AUTHENTICATORS.map((authenticators) => ({
        ...{ sub: SUB, state, ial, authenticators },
        restrictions: [],
      })),
    ),
  );
  const active = { sub: SUB, state: 'active', ial: 2, authenticators: ['password'] } as const;
  return [...free, { ...active, restrictions: ['held'] }];
}

const freeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
};

describe('nextStep over every combination of its facts', () => {
  const rows = [...allFacts()].map((facts) => ({ facts, step: nextStep(freeze(facts)) }));
  const violations = (broken: (facts: Facts) => boolean, at: string) =>
    rows.filter(({ facts, step }) => step.at === at && broken(facts)).slice(0, 3);

  it('is total: each of them has a step, and each step that can be reached is reached', () => {
    expect(rows.length).toBeGreaterThan(100_000);
    expect([...new Set(rows.map(({ step }) => step.at))].sort()).toEqual(
      [
        ...['consent', 'confirm_email', 'enrol', 'finish', 'proof', 'recovery_codes', 'refuse'],
        ...['second_factor', 'sign_in', 'sign_up'],
      ].sort(),
    );
  });

  it('never finishes below the required levels', () => {
    const below = ({ request, account, session, progress }: Facts) =>
      !request.required ||
      (account?.ial ?? 0) < request.required.ial ||
      aalOf(reachedAmr({ session, progress })) < request.required.aal;
    expect(violations(below, 'finish')).toEqual([]);
  });

  it('never finishes without consent for a third party', () => {
    const unasked = ({ request, progress, consented }: Facts) =>
      !request.firstParty && !progress.consent && !consented;
    expect(violations(unasked, 'finish')).toEqual([]);
  });

  it('never finishes past prompt=consent unless the person answered it for this request', () => {
    const skipped = ({ request, progress }: Facts) =>
      request.prompts.includes('consent') && !request.firstParty && !progress.consent;
    expect(violations(skipped, 'finish')).toEqual([]);
  });

  it('never finishes for nobody, or for an account that is not active', () => {
    expect(violations(({ account }) => account?.state !== 'active', 'finish')).toEqual([]);
  });

  it('goes nowhere with an account that its person is kept out of, but to say so', () => {
    const kept = rows.filter(({ facts }) => facts.account?.restrictions.length === 1);
    const steps = kept.map(({ step }) => step.at);
    expect([...new Set(steps)].sort()).toEqual(['refuse', 'sign_in', 'sign_up']);
  });

  it('never finishes for another subject than the request names (Core 3.1.2.1, 5.5.1)', () => {
    const another = ({ request, account }: Facts) =>
      request.subject !== undefined && request.subject !== account?.sub;
    expect(violations(another, 'finish')).toEqual([]);
  });

  it('never finishes on a session that is too old, or when a fresh sign-in was asked for', () => {
    const stale = ({ request, progress, session }: Facts) =>
      progress.account === undefined &&
      (['login', 'select_account', 'create'].some((prompt) => request.prompts.includes(prompt)) ||
        (request.maxAge !== undefined &&
          NOW - (session?.authenticatedAt ?? 0) > request.maxAge * 1000));
    expect(violations(stale, 'finish')).toEqual([]);
  });

  it('never finishes a sign-in that skipped the second factor of an account that has one (63B section 2.2)', () => {
    const skipped = ({ progress, session, account }: Facts) =>
      progress.account !== undefined &&
      (account?.authenticators.length ?? 0) > 1 &&
      aalOf(reachedAmr({ session, progress })) < 2;
    expect(violations(skipped, 'finish')).toEqual([]);
  });

  it('asks for consent only when everything else is done', () => {
    const early = ({ request, account, session, progress }: Facts) =>
      account?.state !== 'active' ||
      account.ial < (request.required?.ial ?? 0) ||
      aalOf(reachedAmr({ session, progress })) < (request.required?.aal ?? 1);
    expect(violations(early, 'consent')).toEqual([]);
  });

  it('proofs only at AAL2 and only whoever needs it', () => {
    const wrong = ({ request, session, progress }: Facts) =>
      request.required?.ial !== 2 || aalOf(reachedAmr({ session, progress })) < 2;
    expect(violations(wrong, 'proof')).toEqual([]);
  });

  it('gives prompt=none an error for everything but finishing (Core 3.1.2.6)', () => {
    const wrong = rows.filter(
      ({ step }) => (errorOf(step) === undefined) !== (step.at === 'finish'),
    );
    expect(wrong.slice(0, 3)).toEqual([]);
  });

  it('is pure: the same facts, frozen, give the same step', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: rows.length - 1 }), (i) => {
        const row = rows[i];
        expect(nextStep(row?.facts as Facts)).toEqual(row?.step);
      }),
    );
  });
});

describe('nextStep where phishing has to be resisted (63B section 3.2.5)', () => {
  const PASSKEY = ['pwd', 'hwk', 'user', 'pop', 'mfa'];
  const stepFor = (
    amr: readonly string[],
    authenticators: NonNullable<Facts['account']>['authenticators'],
  ) =>
    nextStep({
      now: NOW,
      request: {
        ...{ required: { ial: 0, aal: 2 }, phishingResistant: true, prompts: [] },
        firstParty: false,
      },
      session: { sub: SUB, authenticatedAt: NOW, amr },
      progress: NOTHING_YET,
      account: { sub: SUB, state: 'active', ial: 0, restrictions: [], authenticators },
      consented: true,
    }).at;

  it.each([
    ['finish', PASSKEY, ['password', 'passkey']],
    ['second_factor', ['pwd', 'otp', 'mfa'], ['password', 'totp', 'passkey']],
    ['second_factor', ['pwd'], ['password', 'totp']],
    ['enrol', ['pwd', 'otp', 'mfa'], ['password', 'totp']],
    ['enrol', ['pwd'], ['password']],
  ] as const)('is %s after %j by somebody who has %j', (step, amr, authenticators) => {
    expect(stepFor(amr, authenticators)).toBe(step);
  });
});
