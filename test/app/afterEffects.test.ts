import { describe, expect, it } from '@jest/globals';
import { tasksFor } from '../../src/app/afterEffects.js';

/** Names of the letters that follow when a verification is declined for these reasons. */
const lettersFor = (reasons: readonly string[]) =>
  tasksFor({ type: 'verification.declined', account: 'per_1', data: { reasons } }, 0)
    .filter(({ kind }) => kind === 'message.send')
    .map(({ payload }) => (payload as { readonly letter: string }).letter);

describe('a declined verification', () => {
  it.each([
    ['session.attempts_exceeded', 'selfie.face_mismatch'],
    ['selfie.manipulated'],
    ['liveness.mask'],
  ])('warns the person where another face was shown: %s', (...reasons) => {
    expect(lettersFor(reasons)).toEqual(['verification_alert']);
  });

  it.each([['document.expired'], ['selfie.low_quality'], ['fraud.duplicate_identity'], []])(
    'tells them so, without alarm, for %s',
    (...reasons) => {
      expect(lettersFor(reasons)).toEqual(['verification_declined']);
    },
  );
});
