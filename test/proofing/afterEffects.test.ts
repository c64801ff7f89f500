import { describe, expect, it } from '@jest/globals';
import { DAY, MINUTE } from '../../src/platform/clock.js';
import { followUps } from '../../src/proofing/index.js';
import { room, SANDBOX, walkTo } from './support.js';

const kindsOf = (type: string, data: Record<string, string | number>) =>
  followUps({ type, data: { attempt: 'att_1', ...data } });
const payload = { attempt: 'att_1' };

describe('what follows from an event', () => {
  it('is a second chance for the check of a submission', () => {
    expect(kindsOf('verification.submitted', {})).toEqual([
      { kind: 'proofing.check', dueIn: 2 * MINUTE, payload },
    ]);
  });

  it('is a look at the deadline of a waiting state', () => {
    expect(kindsOf('verification.in_review', { due_in_ms: DAY, idle_in_ms: 5 })).toEqual([
      { kind: 'proofing.deadline', dueIn: DAY, payload },
    ]);
  });

  it('is the deletion of pictures once it is closed', () => {
    expect(kindsOf('verification.declined', { keep_pictures_ms: DAY })).toEqual([
      { kind: 'proofing.retention', dueIn: DAY, payload },
    ]);
  });

  it('is nothing for events of other rooms', () => {
    expect(kindsOf('account.registered', { due_in_ms: 5 })).toEqual([]);
    expect(followUps({ type: 'verification.submitted' })).toEqual([]);
  });

  it('leaves no attempt in the hands of its applicant without a look at its idleness', async () => {
    const here = room();
    const id = await walkTo(here, 'details');
    const written: string[] = [];
    for (const act of [
      () => here.proofing.sendPhoneCode(SANDBOX, { id }),
      () => here.proofing.confirmCode(SANDBOX, { id }, 'wrong'),
    ]) {
      const before = here.events.length;
      await act();
      const followed = here.events.slice(before).flatMap(followUps);
      written.push(...followed.map(({ kind, dueIn }) => `${kind} ${dueIn / MINUTE}`));
    }
    expect(written).toEqual(['proofing.deadline 30', 'proofing.deadline 30']);
  });
});
