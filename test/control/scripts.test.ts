import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openControl, type Control } from './support.js';

const IAL2 = 'http://idmanagement.gov/ns/assurance/ial/2/aal/2';
let control: Control;
let client_id: string;
beforeAll(async () => {
  const picture = () => Promise.resolve(Buffer.from('a picture'));
  control = await openControl(({ press }) => ({
    press: { ...press, renderDocument: picture, pictureOf: picture },
  }));
  const redirect_uris = ['http://127.0.0.1:7199/cb'];
  client_id = (await call('POST', '/clients', { redirect_uris })).body.client_id;
});
afterAll(() => control.close());
const call: Control['call'] = (...args) => control.call(...args);

/** Somebody whose pictures pass by script, and what else is scripted for them. */
async function applicant(scripts: Readonly<Record<string, readonly unknown[]>>) {
  const { id } = (await call('POST', '/people', { authenticators: ['password', 'totp'] })).body;
  const script = (step: string, results: readonly unknown[], then = 'real') =>
    call('POST', '/outcomes', { match: { person: id }, step, results, then });
  for (const step of ['document', 'selfie'])
    if (!scripts[step]) await script(step, ['pass'], 'last');
  for (const [step, results] of Object.entries(scripts))
    expect((await script(step, results)).status).toBe(201);
  const request = { client_id, scope: `openid ${IAL2}`, person: id, proof: true, exchange: true };
  return {
    id: String(id),
    go: async () => (await call('POST', '/sign-in', request)).body,
    attempt: async () => (await call('GET', `/attempts?person=${id}`)).body.items[0],
    events: (type: string) =>
      control.db.query<{ data: string }>(
        'SELECT data FROM events WHERE sandbox_id = $1 AND account_id = $2 AND type = $3',
        ['default', id, type],
      ),
  };
}

describe('scripts for a Social Security number', () => {
  it.each(['sign_in', 'consent', 'document'])(
    'act at %s, by what the account says',
    async (step) => {
      const { id, go } = await applicant({});
      const { ssn } = (await call('GET', `/people/${id}`)).body;
      const results = [step === 'document' ? 'document.image_dark' : 'fail'];
      await call('POST', '/outcomes', { match: { ssn, client_id }, step, results, then: 'pass' });
      const refused = await go();
      expect([refused.code, refused.reasons.length]).toEqual([undefined, 1]);
      expect(await go()).toMatchObject({ outcome: 'redirected' });
    },
  );
});

describe('scripts of messages', () => {
  it('let a text be tried again after a vendor fault, and a mail be lost', async () => {
    const { id, go, events } = await applicant({
      sms_delivery: [{ vendor_error: 'timeout' }],
      email_delivery: ['fail'],
    });
    expect(await go()).toMatchObject({ outcome: 'redirected', claims: { ial: '2' } });
    const { items } = (await call('GET', `/outcomes?limit=200`)).body;
    const own = items.find(
      (one: { step: string; match: { person?: string } }) =>
        one.step === 'sms_delivery' && one.match.person === id,
    );
    expect(own.consumed).toEqual([{ entry: 0, at: expect.any(String), person: id, client_id }]);
    const [delayed] = await events('message.delayed');
    expect(JSON.parse(delayed?.data ?? '')).toMatchObject({
      kind: 'sms',
      reason: 'vendor.timeout',
    });
    const until = Date.now() + 10_000;
    while ((await events('message.lost')).length === 0 && Date.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 50));
    const [lost] = await events('message.lost');
    expect(JSON.parse(lost?.data ?? '')).toMatchObject({
      ...{ letter: 'verification_succeeded', reason: 'contact.email_unverified' },
    });
  });

  it('keep a code from arriving, so that nobody can go on', async () => {
    const { go } = await applicant({ sms_delivery: ['contact.phone_voip'] });
    expect(await go()).toMatchObject({ outcome: 'stopped', reasons: ['code_not_delivered'] });
  });
});
