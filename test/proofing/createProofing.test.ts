import { describe, expect, it } from '@jest/globals';
import { DAY, MINUTE } from '../../src/platform/clock.js';
import { policyWith } from '../../src/proofing/index.js';
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
  START,
  walkTo,
} from './support.js';

const stateOf = async (here: ReturnType<typeof room>, id: string) =>
  (await here.proofing.attempts.find(SANDBOX, id))?.state;

describe('an attempt', () => {
  it('becomes a verification by one STRONG and one FAIR piece of evidence (63A section 4.2.2)', async () => {
    const here = room();
    const id = await walkTo(here, 'review');
    expect(await stateOf(here, id)).toBe('verified');
    expect(here.verifications).toEqual([
      {
        account: 'per_maria',
        verification: {
          ...{ attempt: id, ial: 2, state: 'verified', verifiedAt: START },
          pathway: 'self_service',
          attributes: {
            ...{ given_name: 'Maria', family_name: 'Specimen', birthdate: '1988-04-12' },
            ...{ ssn: '900123456', phone: '+12065550142', address: DETAILS.address },
          },
          evidence: [
            {
              ...{ type: 'drivers_license', strength: 'strong', issuer: 'ZC' },
              ...{ number: 'TEST0001', expires_on: '2031-04-12' },
            },
            { type: 'phone_account', strength: 'fair' },
          ],
        },
      },
    ]);
  });

  it('tells its story in events without personal data', async () => {
    const here = room();
    await walkTo(here, 'review');
    const types = here.events.map(({ type }) => type);
    expect(types[0]).toBe('verification.created');
    expect(types[1]).toBe('verification.started');
    expect(types.at(-1)).toBe('verification.verified');
    const told = JSON.stringify(here.events.map((event) => ({ ...event, private: undefined })));
    for (const secret of ['900123456', 'Specimen', 'maria@', '2065550142', '1988-04-12'])
      expect(told).not.toContain(secret);
  });

  it('is one per account, however many tabs start it', async () => {
    const { proofing } = room();
    const ids = await Promise.all([1, 2, 3].map(() => proofing.start(SANDBOX, MARIA)));
    expect(new Set(ids.map(({ id }) => id)).size).toBe(1);
  });

  it('is taken over by a new errand of the same account', async () => {
    const { proofing } = room();
    const { id } = await proofing.start(SANDBOX, { ...MARIA, client: 'a' });
    const again = await proofing.start(SANDBOX, { ...MARIA, client: 'b', tag: 't' });
    expect(again).toMatchObject({ id, applicant: { client: 'b', tag: 't' } });
  });

  it('refuses a step before its preconditions hold', async () => {
    const { proofing } = room();
    const { id } = await proofing.start(SANDBOX, MARIA);
    expect(await proofing.submitDocument(SANDBOX, { id }, PICTURES)).toEqual({
      ok: false,
      reason: 'step_not_open',
    });
  });

  it('undoes later steps when one is submitted again', async () => {
    const here = room();
    const id = await walkTo(here, 'phone_code');
    await here.proofing.chooseDocumentType(SANDBOX, { id }, 'passport');
    const view = await here.proofing.attempts.get(SANDBOX, id);
    expect(view?.step).toBe('document');
    expect(view?.steps.filter(({ done }) => done).map(({ step }) => step)).toEqual([
      'consent',
      'document_type',
    ]);
  });

  it('refuses the form of a tab that was left behind', async () => {
    const { proofing } = room();
    const { id, version } = await proofing.start(SANDBOX, MARIA);
    expect((await proofing.giveConsent(SANDBOX, { id, version })).ok).toBe(true);
    expect(await proofing.giveConsent(SANDBOX, { id, version })).toEqual({
      ok: false,
      reason: 'stale',
    });
  });

  it('asks for the missing back of a licence, and for none of a passport', async () => {
    const here = room();
    const id = await walkTo(here, 'document_type');
    expect(await here.proofing.submitDocument(SANDBOX, { id }, { front: PICTURES.front })).toEqual({
      ...{ ok: false, reason: 'side_missing', details: { side: 'back' } },
    });
    await here.proofing.chooseDocumentType(SANDBOX, { id }, 'passport');
    const taken = await here.proofing.submitDocument(SANDBOX, { id }, { front: PICTURES.front });
    expect(taken.ok).toBe(true);
  });

  it('refuses a document type that the policy does not offer', async () => {
    const { proofing } = room();
    const { id } = await proofing.start(SANDBOX, MARIA, { documentTypes: ['passport'] });
    await proofing.giveConsent(SANDBOX, { id });
    expect(await proofing.chooseDocumentType(SANDBOX, { id }, 'state_id')).toEqual({
      ...{ ok: false, reason: 'document_type_not_offered' },
    });
  });

  it('ends as canceled when consent is declined, with the reason', async () => {
    const { proofing } = room();
    const { id } = await proofing.start(SANDBOX, MARIA);
    const which = 'policy.biometric_consent_declined';
    const ended = await proofing.declineConsent(SANDBOX, { id }, which);
    expect(ended).toMatchObject({ ok: true, value: { state: 'canceled', reasons: [which] } });
  });
});

describe('a submission', () => {
  it('that may be repeated asks for its step again, and shows the reason', async () => {
    const here = room({ document: [report('retry', 'document.image_blurred'), LICENCE] });
    const id = await walkTo(here, 'document');
    expect(await here.proofing.attempts.get(SANDBOX, id)).toMatchObject({
      ...{ state: 'resubmission_required', step: 'document', reasons: ['document.image_blurred'] },
    });
    await here.proofing.submitDocument(SANDBOX, { id }, PICTURES);
    await here.proofing.runCheck(SANDBOX, id);
    expect(await here.proofing.attempts.get(SANDBOX, id)).toMatchObject({ step: 'selfie' });
  });

  it('declines the attempt when it was the last of its step', async () => {
    const here = room({ selfie: [report('retry', 'selfie.face_mismatch')] });
    const id = await walkTo(here, 'selfie');
    for (const left of [2, 1]) {
      const view = await here.proofing.attempts.get(SANDBOX, id);
      expect(view?.steps.find(({ step }) => step === 'selfie')?.submissions_left).toBe(left);
      await here.proofing.submitSelfie(SANDBOX, { id }, Buffer.from('again'));
      await here.proofing.runCheck(SANDBOX, id);
    }
    expect(await here.proofing.attempts.get(SANDBOX, id)).toMatchObject({
      state: 'declined',
      reasons: ['selfie.face_mismatch', 'session.attempts_exceeded'],
    });
  });

  it('is not burned by a fault of a vendor, however often', async () => {
    const here = room({ records: [fault, fault, fault, fault, report('pass')] });
    const id = await walkTo(here, 'details');
    for (let fault = 0; fault < 4; fault++) {
      expect(await stateOf(here, id)).toBe('error');
      await here.proofing.retryCheck(SANDBOX, { id });
      await here.proofing.runCheck(SANDBOX, id);
    }
    const view = await here.proofing.attempts.get(SANDBOX, id);
    expect(view).toMatchObject({ state: 'in_progress', step: 'phone_code' });
    expect(view?.steps.find(({ step }) => step === 'details')?.submissions_left).toBe(2);
  });

  it('is checked once at a time, and once only', async () => {
    const here = room();
    const id = await walkTo(here, 'document_type');
    await here.proofing.submitDocument(SANDBOX, { id }, PICTURES);
    const runs = await Promise.all([1, 2, 3].map(() => here.proofing.runCheck(SANDBOX, id)));
    expect(runs.filter(({ ok }) => ok)).toHaveLength(1);
    await here.proofing.runCheck(SANDBOX, id);
    const { submissions } = (await here.proofing.attempts.get(SANDBOX, id)) ?? {};
    expect(submissions).toHaveLength(1);
  });

  it('is checked by the task when the process that took it died', async () => {
    const here = room();
    const id = await walkTo(here, 'document_type');
    const taken = await here.proofing.submitDocument(SANDBOX, { id }, PICTURES);
    if (!taken.ok) throw new Error(taken.reason);
    await here.store.claimCheck(SANDBOX, taken.value, START, START + 2 * MINUTE);
    await here.proofing.tasks['proofing.check'](SANDBOX, id);
    expect(await stateOf(here, id)).toBe('processing');
    here.time.now += 2 * MINUTE;
    await here.proofing.tasks['proofing.check'](SANDBOX, id);
    expect(await stateOf(here, id)).toBe('in_progress');
  });

  it('frees its claim when the check throws, so that the next try need not wait', async () => {
    const here = room({}, {});
    const id = await walkTo(here, 'document_type');
    await here.proofing.submitDocument(SANDBOX, { id }, PICTURES);
    here.pictures.clear();
    await expect(here.proofing.runCheck(SANDBOX, id)).rejects.toThrow('lost its picture');
    here.pictures.set(`${id}/front`, PICTURES.front);
    expect((await here.proofing.runCheck(SANDBOX, id)).ok).toBe(true);
  });

  it('makes pictures on demand for a check that looks at them, and keeps them', async () => {
    const here = room({}, {});
    const id = await walkTo(here, 'document_type');
    here.pictures.set(`${id}/front`, Buffer.from('of an earlier submission'));
    await here.proofing.submitDocument(SANDBOX, { id }, 'on_demand');
    await expect(here.proofing.runCheck(SANDBOX, id)).rejects.toThrow('lost its picture');
    const selfie = () => Promise.reject(new Error('no selfie was asked for'));
    const document = () => Promise.resolve(PICTURES);
    expect((await here.proofing.runCheck(SANDBOX, id, { document, selfie })).ok).toBe(true);
    expect(here.pictures.get(`${id}/front`)).toBe(PICTURES.front);
  });
});

describe('the phone code', () => {
  it('is six digits, goes out in the private part alone, and is not kept in clear', async () => {
    const here = room();
    const id = await walkTo(here, 'details');
    await here.proofing.sendPhoneCode(SANDBOX, { id });
    const code = lastCode(here.events);
    expect(code).toMatch(/^\d{6}$/);
    expect(JSON.stringify(here.attempts.get(id))).not.toContain(code);
    expect(here.events.at(-1)?.private).toEqual({ phone: '+12065550142', code });
  });

  it('counts guesses, and is void after five', async () => {
    const here = room();
    const id = await walkTo(here, 'details');
    await here.proofing.sendPhoneCode(SANDBOX, { id });
    const code = lastCode(here.events);
    const wrong = code === '000000' ? '111111' : '000000';
    for (const left of [4, 3, 2, 1])
      expect(await here.proofing.confirmCode(SANDBOX, { id }, wrong)).toMatchObject({
        ...{ ok: false, reason: 'code_wrong', details: { guesses_left: left } },
      });
    expect(await here.proofing.confirmCode(SANDBOX, { id }, wrong)).toMatchObject({
      value: { state: 'resubmission_required', reasons: ['contact.confirmation_code_wrong'] },
    });
    expect(await here.proofing.confirmCode(SANDBOX, { id }, code)).toEqual({
      ...{ ok: false, reason: 'code_not_sent' },
    });
  });

  it('lives ten minutes (63A section 3.8)', async () => {
    const here = room();
    const id = await walkTo(here, 'details');
    await here.proofing.sendPhoneCode(SANDBOX, { id });
    here.time.now += 10 * MINUTE;
    const typed = lastCode(here.events);
    expect(await here.proofing.confirmCode(SANDBOX, { id }, typed)).toEqual({
      ...{ ok: false, reason: 'code_expired' },
    });
  });

  it('can be sent ten times', async () => {
    const here = room();
    const id = await walkTo(here, 'details');
    for (let sent = 0; sent < 10; sent++)
      expect((await here.proofing.sendPhoneCode(SANDBOX, { id })).ok).toBe(true);
    expect(await here.proofing.sendPhoneCode(SANDBOX, { id })).toMatchObject({
      reason: 'codes_exhausted',
    });
  });
});

describe('the decision', () => {
  it('sends an attempt with a doubtful step to review when everything is in', async () => {
    const here = room({ selfie: [report('review', 'selfie.face_similarity_low')] });
    const id = await walkTo(here, 'review');
    expect(await here.proofing.attempts.get(SANDBOX, id)).toMatchObject({
      ...{ state: 'in_review', reasons: ['selfie.face_similarity_low'] },
    });
    expect(here.verifications).toEqual([]);
  });

  it('declines a person whose SSN is behind another verified account', async () => {
    const here = room();
    await walkTo(here, 'review');
    const id = await walkTo(here, 'review', { account: 'per_twin', email: 'twin@example.com' });
    expect(await here.proofing.attempts.get(SANDBOX, id)).toMatchObject({
      ...{ state: 'declined', reasons: ['fraud.duplicate_identity'] },
    });
  });

  it('lets a person be verified again', async () => {
    const here = room();
    await walkTo(here, 'review');
    expect(await stateOf(here, await walkTo(here, 'review'))).toBe('verified');
  });

  it('is overruled by a script for it', async () => {
    const here = room({
      selfie: [report('review', 'selfie.face_similarity_low')],
      decision: [{ ...report('pass'), decidedBy: 'script' }],
    });
    expect(await stateOf(here, await walkTo(here, 'review'))).toBe('verified');
  });

  it('deletes the selfie and the descriptor at once, the document later', async () => {
    const here = room();
    const id = await walkTo(here, 'review');
    expect(await here.store.picturesHeld(SANDBOX, id)).toEqual(['front', 'back']);
    expect(here.attempts.get(id)?.held.document?.portrait).toBeUndefined();
    await here.proofing.tasks['proofing.retention'](SANDBOX, id);
    expect(await here.store.picturesHeld(SANDBOX, id)).toEqual([]);
  });

  it('keeps the pictures of an attempt that is still open', async () => {
    const here = room();
    const id = await walkTo(here, 'selfie');
    await here.proofing.tasks['proofing.retention'](SANDBOX, id);
    expect(await here.store.picturesHeld(SANDBOX, id)).toHaveLength(3);
  });
});

describe('an operator', () => {
  const inReview = async () => {
    const here = room({
      document: [{ ...LICENCE, outcome: 'review', reasons: ['document.front_back_mismatch'] }],
    });
    return { here, id: await walkTo(here, 'review') };
  };

  it('approves a review, and is recorded as who decided', async () => {
    const { here, id } = await inReview();
    await here.proofing.operate(SANDBOX, id, { action: 'approve' });
    const view = await here.proofing.attempts.get(SANDBOX, id);
    expect(view?.state).toBe('verified');
    expect(view?.submissions.at(-1)).toMatchObject({ step: 'decision', decided_by: 'action' });
    expect(here.verifications).toHaveLength(1);
  });

  it('declines with a reason', async () => {
    const { here, id } = await inReview();
    await here.proofing.operate(SANDBOX, id, { action: 'decline', reason: 'document.tampered' });
    expect(await here.proofing.attempts.get(SANDBOX, id)).toMatchObject({
      state: 'declined',
      reasons: ['document.front_back_mismatch', 'document.tampered'],
    });
  });

  it('asks for the step again that the reason belongs to', async () => {
    const { here, id } = await inReview();
    await here.proofing.operate(SANDBOX, id, { action: 'ask_again', reason: 'selfie.low_quality' });
    expect(await here.proofing.attempts.get(SANDBOX, id)).toMatchObject({
      ...{ state: 'resubmission_required', step: 'selfie' },
    });
    await here.proofing.submitSelfie(SANDBOX, { id }, Buffer.from('better'));
    await here.proofing.runCheck(SANDBOX, id);
    expect(await here.proofing.attempts.get(SANDBOX, id)).toMatchObject({ step: 'details' });
  });

  it.each([
    ['pass', 'verified'],
    ['fail', 'declined'],
    ['no_show', 'expired'],
  ] as const)('completes a session with a referee: %s means %s', async (result, state) => {
    const here = room({ records: [report('fail', 'data.id_number_mismatch')] });
    const rulings = { 'data.id_number_mismatch': 'referee' } as const;
    await here.proofing.start(SANDBOX, MARIA, { rulings });
    const id = await walkTo(here, 'details');
    expect(await stateOf(here, id)).toBe('referee_required');
    await here.proofing.operate(SANDBOX, id, { action: 'complete', result });
    expect(await stateOf(here, id)).toBe(state);
  });

  it('cannot approve what nobody submitted, nor act on what is decided', async () => {
    const here = room();
    const id = await walkTo(here, 'document');
    const approve = { action: 'approve' } as const;
    expect(await here.proofing.operate(SANDBOX, id, approve)).toMatchObject({
      reason: 'not_allowed',
    });
    await here.proofing.operate(SANDBOX, id, { action: 'expire' });
    expect(await here.proofing.operate(SANDBOX, id, { action: 'decline' })).toMatchObject({
      reason: 'not_allowed',
    });
  });

  it('takes a verification back', async () => {
    const here = room();
    const id = await walkTo(here, 'review');
    await here.proofing.endVerification(SANDBOX, id, 'revoke');
    expect(await stateOf(here, id)).toBe('revoked');
    expect(await here.proofing.endVerification(SANDBOX, id, 'lapse')).toMatchObject({ ok: false });
  });
});

describe('time', () => {
  it('abandons an idle attempt after half an hour, lets it resume for a month, then expires it', async () => {
    const here = room();
    const id = await walkTo(here, 'document');
    const wake = () => here.proofing.tasks['proofing.deadline'](SANDBOX, id);
    here.time.now += 29 * MINUTE;
    await wake();
    expect(await stateOf(here, id)).toBe('in_progress');
    here.time.now += MINUTE;
    await wake();
    expect(await stateOf(here, id)).toBe('abandoned');
    here.time.now += 29 * DAY;
    await here.proofing.submitSelfie(SANDBOX, { id }, Buffer.from('selfie'));
    await here.proofing.runCheck(SANDBOX, id);
    expect(await here.proofing.attempts.get(SANDBOX, id)).toMatchObject({ step: 'details' });
    here.time.now += 30 * MINUTE;
    await wake();
    here.time.now += 30 * DAY;
    expect((await here.proofing.submitDetails(SANDBOX, { id }, DETAILS)).ok).toBe(false);
    await wake();
    expect(await stateOf(here, id)).toBe('expired');
  });

  it('ends a scripted review as the script wished', async () => {
    const doubt = report('review', 'selfie.face_similarity_low');
    const here = room({ selfie: [{ ...doubt, resolves: { afterMs: DAY, as: 'pass' } }] });
    const id = await walkTo(here, 'review');
    await here.proofing.tasks['proofing.deadline'](SANDBOX, id);
    expect(await stateOf(here, id)).toBe('in_review');
    here.time.now += DAY;
    await here.proofing.tasks['proofing.deadline'](SANDBOX, id);
    expect(await stateOf(here, id)).toBe('verified');
  });

  it('expires a review that nobody decides', async () => {
    const here = room({ selfie: [report('review', 'selfie.face_similarity_low')] });
    const id = await walkTo(here, 'review');
    here.time.now += policyWith().reviewWithin;
    await here.proofing.tasks['proofing.deadline'](SANDBOX, id);
    expect(await stateOf(here, id)).toBe('expired');
  });

  it('takes a scripted departure for one: abandoned, nothing burned, resumable', async () => {
    const here = room({ document: [report('fail', 'session.abandoned'), LICENCE] });
    const id = await walkTo(here, 'document');
    expect(await stateOf(here, id)).toBe('abandoned');
    await here.proofing.submitDocument(SANDBOX, { id }, PICTURES);
    await here.proofing.runCheck(SANDBOX, id);
    expect(await here.proofing.attempts.get(SANDBOX, id)).toMatchObject({ step: 'selfie' });
  });
});
