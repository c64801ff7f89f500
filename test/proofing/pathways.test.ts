import { describe, expect, it } from '@jest/globals';
import { DAY, MINUTE, SECOND } from '../../src/platform/clock.js';
import type { ScriptedPathway } from '../../src/proofing/index.js';
import { fault, report, room, SANDBOX, walkTo } from './support.js';

type Room = ReturnType<typeof room>;
const get = ({ proofing }: Room, id: string) => proofing.attempts.get(SANDBOX, id);
const routed = async (way: ScriptedPathway) => {
  const here = room({ pathway: [way] });
  return { here, id: await walkTo(here, 'review') };
};

describe('a scripted pathway (63A section 3.1.12; contract section 5)', () => {
  it.each([
    ['video_call', 'pass', 'verified'],
    ['video_call', 'fail', 'declined'],
    ['video_call', 'no_show', 'expired'],
    ['video_call', 'fraud.coercion_suspected', 'declined'],
    ['in_person', 'pass', 'verified'],
    ['in_person', 'session.abandoned', 'expired'],
    ['letter', 'pass', 'verified'],
    ['letter', 'contact.confirmation_code_expired', 'expired'],
    ['letter', 'fail', 'expired'],
  ] as const)('%s that ends at once as %s leaves the attempt %s', async (pathway, as, state) => {
    const { here, id } = await routed({ pathway, ends: { afterMs: 0, as } });
    const attempt = await get(here, id);
    expect(attempt).toMatchObject({ state, pathway });
    expect(attempt?.submissions.at(-1)).toMatchObject({ step: 'decision', decided_by: 'script' });
    expect(here.verifications.map(({ verification }) => verification.pathway)).toEqual(
      state === 'verified' ? [pathway] : [],
    );
  });

  it.each([
    ['video_call', 'referee_required'],
    ['in_person', 'referee_required'],
    ['letter', 'awaiting_confirmation'],
  ] as const)('%s waits as %s and ends by the clock', async (pathway, state) => {
    const { here, id } = await routed({ pathway, ends: { afterMs: DAY, as: 'pass' } });
    expect((await get(here, id))?.state).toBe(state);
    here.time.now += DAY - 1;
    await here.proofing.tasks['proofing.deadline'](SANDBOX, id);
    expect((await get(here, id))?.state).toBe(state);
    here.time.now += 1;
    await here.proofing.tasks['proofing.deadline'](SANDBOX, id);
    expect((await get(here, id))?.state).toBe('verified');
  });

  it('waits for a letter for 21 days (63A section 3.8), then expires', async () => {
    const { here, id } = await routed({ pathway: 'letter' });
    here.time.now += 21 * DAY - MINUTE;
    await here.proofing.tasks['proofing.deadline'](SANDBOX, id);
    expect((await get(here, id))?.state).toBe('awaiting_confirmation');
    here.time.now += MINUTE;
    await here.proofing.tasks['proofing.deadline'](SANDBOX, id);
    expect((await get(here, id))?.state).toBe('expired');
  });

  it('sends a letter whose code ends the wait, and leaves the phone as it was', async () => {
    const { here, id } = await routed({ pathway: 'letter' });
    const [letter] = here.events.filter(({ type }) => type === 'proofing.address_code_requested');
    const { postal_address, code = '' } = letter?.private as Record<string, string>;
    expect(postal_address?.split('\n').length).toBeGreaterThanOrEqual(3);
    const wrong = code === '000000' ? '000001' : '000000';
    expect(await here.proofing.confirmCode(SANDBOX, { id }, wrong)).toMatchObject({
      ...{ ok: false, reason: 'code_wrong', details: { guesses_left: 4 } },
    });
    expect(await here.proofing.sendPhoneCode(SANDBOX, { id })).toMatchObject({
      reason: 'step_not_open',
    });
    await here.proofing.confirmCode(SANDBOX, { id }, code);
    expect(await get(here, id)).toMatchObject({ state: 'verified', pathway: 'letter' });
    const evidence = here.verifications.map(({ verification }) => verification.evidence.length);
    expect(evidence).toEqual([2]);
  });

  it('voids a letter after five wrong guesses; another comes a day later at the earliest', async () => {
    const { here, id } = await routed({ pathway: 'letter' });
    const codes = () =>
      here.events
        .filter(({ type }) => type === 'proofing.address_code_requested')
        .map((event) => (event.private as { code: string }).code);
    const [first = ''] = codes();
    const wrong = first === '000000' ? '000001' : '000000';
    for (let guess = 0; guess < 5; guess++) await here.proofing.confirmCode(SANDBOX, { id }, wrong);
    expect(await here.proofing.confirmCode(SANDBOX, { id }, first)).toMatchObject({
      reason: 'code_not_sent',
    });
    expect(await here.proofing.sendLetter(SANDBOX, { id })).toMatchObject({
      reason: 'letter_too_soon',
    });
    here.time.now += DAY;
    expect((await here.proofing.sendLetter(SANDBOX, { id })).ok).toBe(true);
    here.time.now += 21 * DAY - MINUTE;
    await here.proofing.tasks['proofing.deadline'](SANDBOX, id);
    await here.proofing.confirmCode(SANDBOX, { id }, codes()[1] ?? '');
    expect((await get(here, id))?.state).toBe('verified');
  });

  it('sends four letters at most', async () => {
    const { here, id } = await routed({ pathway: 'letter' });
    for (let letter = 1; letter < 4; letter++) {
      here.time.now += DAY;
      expect((await here.proofing.sendLetter(SANDBOX, { id })).ok).toBe(true);
    }
    here.time.now += DAY;
    expect(await here.proofing.sendLetter(SANDBOX, { id })).toMatchObject({
      reason: 'codes_exhausted',
    });
  });

  it('by letter ends when somebody says that the code came back', async () => {
    const { here, id } = await routed({ pathway: 'letter' });
    await here.proofing.operate(SANDBOX, id, { action: 'complete', result: 'pass' });
    expect(await get(here, id)).toMatchObject({ state: 'verified', pathway: 'letter' });
  });

  it('keeps its name when an operator completes the visit', async () => {
    const { here, id } = await routed({ pathway: 'in_person' });
    await here.proofing.operate(SANDBOX, id, { action: 'complete', result: 'pass' });
    expect(await get(here, id)).toMatchObject({ state: 'verified', pathway: 'in_person' });
  });

  it('is not taken while the applicant has to do a step again', async () => {
    const pathway = [{ pathway: 'letter', ends: { afterMs: 0, as: 'pass' } }] as const;
    const here = room({ pathway: [...pathway], decision: [report('retry', 'selfie.low_quality')] });
    const id = await walkTo(here, 'review');
    expect((await get(here, id))?.state).toBe('resubmission_required');
  });
});

describe("a vendor's fault", () => {
  it('is followed by another check by itself, later each time', async () => {
    const here = room({ document: [fault, fault, report('pass')] });
    const id = await walkTo(here, 'document');
    const waits = () =>
      here.events
        .filter(({ type }) => type === 'verification.failed_temporarily')
        .map(({ data }) => data?.['retry_in_ms']);
    expect(waits()).toEqual([5 * SECOND]);
    await here.proofing.tasks['proofing.check'](SANDBOX, id);
    expect(waits()).toEqual([5 * SECOND, 10 * SECOND]);
    await here.proofing.tasks['proofing.check'](SANDBOX, id);
    expect(await get(here, id)).toMatchObject({ state: 'in_progress', step: 'selfie' });
  });

  it('is left to the person after six in a row', async () => {
    const here = room({ document: [fault] });
    const id = await walkTo(here, 'document');
    for (let i = 0; i < 6; i++) await here.proofing.tasks['proofing.check'](SANDBOX, id);
    const last = here.events
      .filter(({ type }) => type === 'verification.failed_temporarily')
      .at(-1);
    expect(last?.data).not.toHaveProperty('retry_in_ms');
  });
});
