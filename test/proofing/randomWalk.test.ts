import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type {
  CheckReport,
  DocumentReport,
  Proofing,
  VendorFault,
} from '../../src/proofing/index.js';
import {
  isClosed,
  isDone,
  policyWith,
  STATES,
  STEPS,
  target,
  ATTEMPT_EVENTS,
} from '../../src/proofing/index.js';
import type { Answers } from './support.js';
import {
  DETAILS,
  fault,
  lastCode,
  LICENCE,
  MARIA,
  PICTURES,
  report,
  room,
  SANDBOX,
} from './support.js';

type Room = ReturnType<typeof room>;
type Seen = { id: string; version?: number };

/** Everything a person, an operator or the clock may do, in any order. */
const ACTIONS: Readonly<Record<string, (here: Room, seen: Seen) => Promise<unknown>>> = {
  consent: ({ proofing }, seen) => proofing.giveConsent(SANDBOX, seen),
  licence: ({ proofing }, seen) => proofing.chooseDocumentType(SANDBOX, seen, 'drivers_license'),
  document: ({ proofing }, seen) => proofing.submitDocument(SANDBOX, seen, PICTURES),
  selfie: ({ proofing }, seen) => proofing.submitSelfie(SANDBOX, seen, Buffer.from('selfie')),
  details: ({ proofing }, seen) => proofing.submitDetails(SANDBOX, seen, DETAILS),
  send: ({ proofing }, seen) => proofing.sendPhoneCode(SANDBOX, seen),
  guess: ({ proofing }, seen) => proofing.confirmCode(SANDBOX, seen, 'wrong'),
  code: ({ proofing, events }, seen) => proofing.confirmCode(SANDBOX, seen, lastCode(events)),
  review: ({ proofing }, seen) => proofing.confirmReview(SANDBOX, seen),
  check: ({ proofing }, { id }) => proofing.runCheck(SANDBOX, id),
  retry: ({ proofing }, seen) => proofing.retryCheck(SANDBOX, seen),
  approve: ({ proofing }, { id }) => proofing.operate(SANDBOX, id, { action: 'approve' }),
  ask_again: ({ proofing }, { id }) => proofing.operate(SANDBOX, id, { action: 'ask_again' }),
  wait: async ({ proofing, time }, { id }) => {
    time.now += 20 * 60_000;
    await proofing.tasks['proofing.deadline'](SANDBOX, id);
  },
};

const answers = <T>(...choices: T[]) =>
  fc.array(fc.constantFrom(...choices), { minLength: 1, maxLength: 6 });
const reports = (...bad: CheckReport[]) =>
  answers<CheckReport | VendorFault>(report('pass'), report('pass'), fault, ...bad);

const world: fc.Arbitrary<Answers> = fc.record({
  document: answers<DocumentReport | VendorFault>(
    ...[LICENCE, LICENCE, fault, report('retry', 'document.image_dark'), report('review')],
  ),
  selfie: reports(report('retry', 'selfie.face_mismatch'), report('review')),
  records: reports(report('review', 'data.address_mismatch'), report('fail', 'session.abandoned')),
});

/** What must hold of an attempt whatever was done to it. */
async function invariants(here: Room, proofing: Proofing, id: string) {
  const attempt = await proofing.attempts.find(SANDBOX, id);
  if (!attempt) throw new Error('an attempt does not vanish');
  expect(STATES).toContain(attempt.state);
  const done = STEPS.map((step) => isDone(attempt, step));
  expect(done).toEqual([...done].sort((a, b) => Number(b) - Number(a)));
  const verified = here.verifications.filter(({ verification }) => verification.attempt === id);
  expect(verified).toHaveLength(attempt.state === 'verified' ? 1 : 0);
  if (attempt.state === 'verified') expect(done.every(Boolean)).toBe(true);
  expect(attempt.decidedAt !== undefined).toBe(isClosed(attempt.state));
  for (const step of STEPS) {
    const used = attempt.submissions.filter((one) => one.step === step && one.outcome !== 'error');
    expect(used.length).toBeLessThanOrEqual(attempt.policy.maxSubmissions);
  }
  return attempt;
}

/** States that some moves of the table lead to from here: one verb may make several. */
function reachable(state: (typeof STATES)[number]): Set<string> {
  const found = new Set<string>([state]);
  for (const from of found)
    for (const event of ATTEMPT_EVENTS) {
      const to = target(from as typeof state, event);
      if (to) found.add(to);
    }
  return found;
}

describe('random walks with two tabs', () => {
  it('keep every promise of an attempt, and refuse the tab that was left behind', async () => {
    const step = fc.record({
      action: fc.constantFrom(...Object.keys(ACTIONS)),
      tab: fc.constantFrom<0 | 1>(0, 1),
      looks: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(world, fc.array(step, { maxLength: 60 }), async (checks, steps) => {
        const here = room(structuredClone(checks));
        const { proofing } = here;
        let attempt = await proofing.start(SANDBOX, MARIA);
        const { id } = attempt;
        const tabs = [attempt.version, attempt.version];
        for (const { action, tab, looks } of steps) {
          if (looks) tabs[tab] = attempt.version;
          const version = tabs[tab] ?? 0;
          const result = await ACTIONS[action]?.(here, { id, version });
          const after = await invariants(here, proofing, id);
          const byPerson = !['check', 'approve', 'ask_again', 'wait'].includes(action);
          if (byPerson && version !== attempt.version) {
            expect(result).toMatchObject({ ok: false, reason: 'stale' });
            expect(after).toEqual(attempt);
          }
          expect(reachable(attempt.state)).toContain(after.state);
          expect(after.version).toBeGreaterThanOrEqual(attempt.version);
          attempt = after;
        }
      }),
      { numRuns: 150 },
    );
  });

  it('can end verified', async () => {
    const here = room();
    const { id } = await here.proofing.start(SANDBOX, MARIA);
    const way =
      'consent licence document check selfie check details check send code check review check';
    for (const action of way.split(' ')) await ACTIONS[action]?.(here, { id });
    expect((await invariants(here, here.proofing, id)).state).toBe('verified');
  });
});

describe('a policy', () => {
  it('allows one to nine submissions, three unless said', () => {
    const most = [undefined, 0, 1, 9, 10, 2.7].map((maxSubmissions) =>
      policyWith(maxSubmissions === undefined ? {} : { maxSubmissions }),
    );
    expect(most.map(({ maxSubmissions }) => maxSubmissions)).toEqual([3, 1, 1, 9, 9, 2]);
  });
});
