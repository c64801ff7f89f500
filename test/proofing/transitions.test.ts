import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Attempt, AttemptEvent, State } from '../../src/proofing/index.js';
import {
  ATTEMPT_EVENTS,
  diagram,
  isClosed,
  isFinal,
  move,
  policyWith,
  STATES,
} from '../../src/proofing/index.js';
import { MARIA, START } from './support.js';

const MOVES: readonly (readonly [State, AttemptEvent, State])[] = [
  ['created', 'open', 'in_progress'],
  ['created', 'expire', 'expired'],
  ['in_progress', 'submit', 'processing'],
  ['in_progress', 'idle', 'abandoned'],
  ['in_progress', 'cancel', 'canceled'],
  ['in_progress', 'expire', 'expired'],
  ['processing', 'pass', 'in_progress'],
  ['processing', 'verify', 'verified'],
  ['processing', 'await_confirmation', 'awaiting_confirmation'],
  ['processing', 'ask_again', 'resubmission_required'],
  ['processing', 'review', 'in_review'],
  ['processing', 'refer', 'referee_required'],
  ['processing', 'decline', 'declined'],
  ['processing', 'fault', 'error'],
  ['awaiting_confirmation', 'verify', 'verified'],
  ['awaiting_confirmation', 'expire', 'expired'],
  ['resubmission_required', 'retry', 'in_progress'],
  ['resubmission_required', 'decline', 'declined'],
  ['in_review', 'verify', 'verified'],
  ['in_review', 'decline', 'declined'],
  ['in_review', 'ask_again', 'resubmission_required'],
  ['in_review', 'expire', 'expired'],
  ['referee_required', 'verify', 'verified'],
  ['referee_required', 'decline', 'declined'],
  ['referee_required', 'expire', 'expired'],
  ['error', 'retry', 'processing'],
  ['error', 'decline', 'declined'],
  ['abandoned', 'open', 'in_progress'],
  ['abandoned', 'expire', 'expired'],
  ['verified', 'revoke', 'revoked'],
  ['verified', 'lapse', 'lapsed'],
];

const base = {
  ...{ id: 'att_1', applicant: MARIA, pathway: 'self_service', policy: policyWith(), version: 7 },
  ...{ createdAt: START, touchedAt: START, dueAt: START + 1, held: {}, submissions: [] },
} as const;
const attemptIn = (state: State): Attempt =>
  ({ ...base, state, step: 'document', reasons: ['document.expired'] }) as unknown as Attempt;

describe('the table of transitions', () => {
  it.each(STATES.flatMap((state) => ATTEMPT_EVENTS.map((event) => [state, event] as const)))(
    'says what %s does on %s',
    (state, event) => {
      const expected = MOVES.find(([from, name]) => from === state && name === event)?.[2];
      const moved = move(attemptIn(state), event, { step: 'document' });
      expect(moved.ok ? moved.value.state : undefined).toBe(expected);
    },
  );

  it('leaves members of the old state and its deadline behind', () => {
    const moved = move(attemptIn('in_review'), 'verify');
    expect(moved).toEqual({ ok: true, value: expect.objectContaining({ state: 'verified' }) });
    expect(moved.ok && moved.value).not.toHaveProperty('reasons');
    expect(moved.ok && moved.value).not.toHaveProperty('dueAt');
  });

  it('lets nothing leave a final state, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ATTEMPT_EVENTS), { maxLength: 60 }), (events) => {
        let attempt = attemptIn('created');
        for (const event of events) {
          const before = attempt.state;
          const moved = move(attempt, event, { step: 'document' });
          if (isFinal(before)) expect(moved.ok).toBe(false);
          if (isClosed(before) && moved.ok)
            expect(['revoked', 'lapsed']).toContain(moved.value.state);
          if (moved.ok) attempt = moved.value;
        }
        expect(attempt.id).toBe('att_1');
      }),
    );
  });

  it('is the diagram of the documentation', () => {
    const arrows = diagram()
      .split('\n')
      .filter((line) => line.includes(': '));
    expect(arrows).toEqual(MOVES.map(([from, event, to]) => `  ${from} --> ${to}: ${event}`));
  });
});
