import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openControl, type Control } from './support.js';

const IAL2 = 'http://idmanagement.gov/ns/assurance/ial/2/aal/2';
let control: Control;
beforeAll(async () => {
  const picture = () => Promise.resolve(Buffer.from('a picture'));
  control = await openControl(({ press }) => ({
    press: { ...press, renderDocument: picture, pictureOf: picture },
  }));
});
afterAll(() => control.close());
const call: Control['call'] = (...args) => control.call(...args);

const redirect_uris = ['http://127.0.0.1:7199/cb'];
const client = async (members: object = {}) =>
  (await call('POST', '/clients', { redirect_uris, ...members })).body.client_id as string;
const person = async (members: object = {}) =>
  (await call('POST', '/people', { authenticators: ['password', 'totp'], ...members })).body.id;

/** Headless, and then what its attempt tells of every submission. */
async function verify(client_id: string, who: string) {
  const request = { client_id, scope: `openid ${IAL2}`, person: who, proof: true, exchange: true };
  const report = (await call('POST', '/sign-in', request)).body;
  const attempt = (await call('GET', `/attempts/${report.attempt}`)).body;
  const decided = attempt.submissions.map((one: { step: string; decided_by: string }) => [
    one.step,
    one.decided_by,
  ]);
  return { report, attempt, decided: Object.fromEntries(decided) };
}

const PASS = { document: 'pass', selfie: 'pass' };

describe('what a partner wants of the steps (contract section 5)', () => {
  it('verifies its people without a picture read, and every result says who decided', async () => {
    const app = await client({ profile_options: { outcomes: PASS } });
    const { report, decided } = await verify(app, await person());
    expect(report).toMatchObject({ outcome: 'redirected', claims: { ial: '2' } });
    expect(decided).toEqual({
      ...{ document: 'partner', selfie: 'partner', details: 'records' },
      ...{ phone_code: 'records', review: 'records' },
    });
  });

  it('holds for every client of an organisation, whose own word goes first', async () => {
    const policy = { outcomes: { ...PASS, fraud: 'fraud.velocity' } };
    expect(
      (await call('POST', '/partners', { id: 'bureau', name: 'Bureau', policy })).body,
    ).toMatchObject({ policy });
    const plain = await verify(await client({ partner: 'bureau' }), await person());
    expect(plain.report).toMatchObject({ outcome: 'pending', reasons: ['fraud.velocity'] });
    expect(plain.decided).toMatchObject({ review: 'partner' });
    const own = { partner: 'bureau', profile_options: { outcomes: { fraud: 'pass' } } };
    expect((await verify(await client(own), await person())).report).toMatchObject({
      claims: { ial: '2' },
    });
  });

  it('is outdone by the story of the person’s persona, and that by a script and by an action', async () => {
    const app = await client({ profile_options: { outcomes: { ...PASS, fraud: 'pass' } } });
    const duplicate = await verify(app, await person({ persona: 'felix' }));
    expect(duplicate.report).toMatchObject({
      ...{ outcome: 'stopped', reasons: ['fraud.duplicate_identity'] },
    });
    expect(duplicate.decided).toMatchObject({ review: 'persona' });
    const scripted = await person({ persona: 'felix' });
    await call('POST', '/outcomes', {
      match: { person: scripted },
      step: 'fraud',
      results: ['review'],
    });
    const reviewed = await verify(app, scripted);
    expect(reviewed.report).toMatchObject({ outcome: 'pending' });
    expect(reviewed.decided).toMatchObject({ review: 'script' });
    await call('POST', `/attempts/${reviewed.report.attempt}/actions`, { action: 'approve' });
    const { state, submissions } = (await call('GET', `/attempts/${reviewed.report.attempt}`)).body;
    expect([state, submissions.at(-1).decided_by]).toEqual(['verified', 'action']);
  });

  it.each([
    [{ document: 'contact.phone_voip' }, '/document', 'document.expired'],
    [{ selfie: 'retry' }, '/selfie', 'selfie.face_mismatch'],
    [{ sign_in: 'fail' }, '/sign_in', 'fraud'],
  ])('%j is refused with what is known', async (outcomes, path, known) => {
    const asked = [
      [
        await call('POST', '/clients', { redirect_uris, profile_options: { outcomes } }),
        '/profile_options/outcomes',
      ],
      [
        await call('POST', '/partners', { name: 'Bureau', policy: { outcomes } }),
        '/policy/outcomes',
      ],
    ] as const;
    for (const [{ status, body }, below] of asked) {
      expect(status).toBe(422);
      expect(body.errors[0].path).toBe(`${below}${path}`);
      expect(body.errors[0].known).toContain(known);
    }
  });
});
