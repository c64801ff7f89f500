import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Case, ReasonCode, Step, StepVerdict } from '../../src/proofing/index.js';
import { decide, isReasonCode, REASONS } from '../../src/proofing/index.js';

const say = (
  step: Step,
  outcome: StepVerdict['verdict']['outcome'],
  ...reasons: ReasonCode[]
): StepVerdict => ({ step, verdict: { outcome, reasons, decidedBy: 'engine' } });

const given = (verdicts: StepVerdict[], rest: Partial<Case> = {}): Case => ({
  verdicts,
  policy: { rulings: {} },
  earlier: [],
  ...rest,
});

describe('decide', () => {
  it('verifies when every check passed', () => {
    expect(decide(given([say('document', 'pass'), say('selfie', 'pass')]))).toEqual({
      kind: 'verified',
    });
  });

  it('asks for the step again whose reason is retryable', () => {
    expect(decide(given([say('document', 'retry', 'document.image_blurred')]))).toEqual({
      kind: 'resubmission_required',
      step: 'document',
      reasons: ['document.image_blurred'],
    });
  });

  it('sends to review, and gives the reasons of every step that wants one', () => {
    const verdicts = [
      say('document', 'review', 'document.front_back_mismatch'),
      say('selfie', 'review', 'selfie.face_similarity_low'),
      say('details', 'pass'),
    ];
    expect(decide(given(verdicts))).toEqual({
      kind: 'in_review',
      reasons: ['document.front_back_mismatch', 'selfie.face_similarity_low'],
    });
  });

  it('lets a final reason outweigh a review and a retry', () => {
    const verdicts = [
      say('document', 'retry', 'document.image_dark'),
      say('details', 'fail', 'data.deceased_match'),
      say('selfie', 'review', 'selfie.face_similarity_low'),
    ];
    expect(decide(given(verdicts))).toEqual({ kind: 'declined', reasons: ['data.deceased_match'] });
  });

  it('is an error when a vendor did not answer, and no decision on half an answer', () => {
    const verdicts = [say('document', 'review'), say('details', 'error', 'vendor.timeout')];
    expect(decide(given(verdicts))).toEqual({ kind: 'error', reasons: ['vendor.timeout'] });
  });

  it('lets policy make a retryable reason final, and a final one a matter for a referee', () => {
    const rulings = { 'document.expired': 'final', 'fraud.duplicate_identity': 'referee' } as const;
    expect(
      decide(given([say('document', 'retry', 'document.expired')], { policy: { rulings } })).kind,
    ).toBe('declined');
    expect(
      decide(given([say('details', 'fail', 'fraud.duplicate_identity')], { policy: { rulings } }))
        .kind,
    ).toBe('referee_required');
  });

  it('forgives a photo of a screen once', () => {
    const verdicts = [say('document', 'retry', 'document.photo_of_screen')];
    expect(decide(given(verdicts)).kind).toBe('resubmission_required');
    expect(decide(given(verdicts, { earlier: ['document.photo_of_screen'] })).kind).toBe(
      'declined',
    );
  });

  it('takes a check at its word about how bad a finding is, where policy is silent', () => {
    expect(decide(given([say('document', 'fail', 'document.image_blurred')])).kind).toBe(
      'declined',
    );
    expect(decide(given([say('document', 'pass', 'document.image_dark')])).kind).toBe('verified');
  });

  it.each([
    ['session.abandoned', 'idle'],
    ['session.canceled_by_user', 'cancel'],
    ['session.expired', 'expire'],
  ] as const)('reads %s as the applicant having left', (reason, event) => {
    expect(decide(given([say('selfie', 'fail', reason)]))).toEqual({
      kind: 'left',
      event,
      reasons: [reason],
    });
  });

  it('never verifies with a check that did not pass, and never gets milder by one more verdict', () => {
    const order = ['verified', 'in_review', 'error', 'resubmission_required', 'declined', 'left'];
    const verdict = fc
      .record({
        step: fc.constantFrom<Step>('document', 'selfie', 'details'),
        outcome: fc.constantFrom('pass', 'review', 'retry', 'fail', 'error' as const),
        reason: fc.constantFrom(...Object.keys(REASONS).filter(isReasonCode)),
      })
      .map(({ step, outcome, reason }) => say(step, outcome, reason));
    fc.assert(
      fc.property(fc.array(verdict, { maxLength: 4 }), verdict, (verdicts, another) => {
        const before = decide(given(verdicts));
        const after = decide(given([...verdicts, another]));
        if (after.kind === 'verified') expect(another.verdict.outcome).toBe('pass');
        expect(order.indexOf(after.kind)).toBeGreaterThanOrEqual(order.indexOf(before.kind));
      }),
    );
  });
});
