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
  const outcomes = { document: 'pass', selfie: 'pass' };
  const client = { redirect_uris, profile_options: { outcomes } };
  client_id = (await call('POST', '/clients', client)).body.client_id;
});
afterAll(() => control.close());
const call: Control['call'] = (...args) => control.call(...args);

const person = async (members: object = {}): Promise<string> =>
  (await call('POST', '/people', { authenticators: ['password', 'totp'], ...members })).body.id;
const verify = async (who: string) => {
  const request = { client_id, scope: `openid ${IAL2}`, person: who, proof: true, exchange: true };
  return (await call('POST', '/sign-in', request)).body;
};
const records = async (who: string) => (await call('GET', `/people/${who}/records`)).body;
const change = (who: string, body: object) => call('PATCH', `/people/${who}/records`, body);

describe('what the authoritative sources know of a person', () => {
  it('is, of the catalogue, what their personas are made with', async () => {
    expect(await records('edith')).toMatchObject({
      ...{
        person: 'edith',
        origin: 'catalogue',
        deceased_on: '2025-02-02',
        family_name: 'Thornbury',
      },
    });
    expect((await records('oscar')).unknown_to).toEqual(['phone_carrier', 'postal_service']);
    const { issued_documents } = await records('maria');
    expect(issued_documents).toContainEqual(
      expect.objectContaining({
        type: 'drivers_license',
        issuer: 'ZC',
        number: expect.any(String),
      }),
    );
  });

  it('is nothing of whoever is invented, until somebody writes it', async () => {
    const id = await person({ family_name: 'Newcomer' });
    expect(await records(id)).toMatchObject({ origin: 'none', family_name: 'Newcomer' });
    expect((await change(id, { family_name: 'Oldname' })).body).toMatchObject({
      ...{ origin: 'sandbox', family_name: 'Oldname' },
    });
    expect(await verify(id)).toMatchObject({ reasons: ['data.name_mismatch'] });
    expect((await call('DELETE', `/people/${id}/records`)).status).toBe(204);
    expect(await records(id)).toMatchObject({ origin: 'none', family_name: 'Newcomer' });
    expect((await call('DELETE', `/people/${id}/records`)).status).toBe(404);
  });

  it('comes along with the persona whom somebody is made after', async () => {
    expect(await verify(await person({ persona: 'edith' }))).toMatchObject({
      ...{ outcome: 'stopped', reasons: ['data.deceased_match'] },
    });
    expect(await verify(await person({ persona: 'gwen' }))).toMatchObject({
      ...{ outcome: 'retry', reasons: ['contact.phone_voip'] },
    });
  });

  it.each([
    [{ deceased_on: '2026-01-02' }, 'data.deceased_match'],
    [{ birthdate: '1950-01-02' }, 'data.dob_mismatch'],
    [{ phone_kind: 'voip' }, 'contact.phone_voip'],
  ])('decides a verification: %j gives %s', async (body, reason) => {
    const id = await person();
    expect((await change(id, body)).status).toBe(200);
    expect((await verify(id)).reasons).toContain(reason);
  });

  it('agrees with a former name, and forgets what is null', async () => {
    const id = await person({ family_name: 'Born' });
    await change(id, {
      family_name: 'Married',
      former: [{ family_name: 'Born' }],
      deceased_on: '2026-01-02',
    });
    const { body } = await change(id, { deceased_on: null, middle_name: null });
    expect(body).not.toHaveProperty('deceased_on');
    expect(body).not.toHaveProperty('middle_name');
    expect(await verify(id)).toMatchObject({ outcome: 'redirected', claims: { ial: '2' } });
  });

  it('is not asked of a source that has never heard of the person', async () => {
    const id = await person();
    await change(id, { phone_kind: 'voip', unknown_to: ['phone_carrier'] });
    expect(await verify(id)).toMatchObject({ outcome: 'redirected', claims: { ial: '2' } });
  });

  it('goes with the person', async () => {
    const id = await person();
    await change(id, { phone_kind: 'voip' });
    await call('DELETE', `/people/${id}`);
    expect((await call('GET', `/people/${id}/records`)).status).toBe(404);
    const rows = await control.db.query(
      'SELECT id FROM records WHERE sandbox_id = $1 AND id = $2',
      [...['default', id]],
    );
    expect(rows).toEqual([]);
  });

  it.each([
    [{ ssn: '123121234' }, '/ssn'],
    [{ phone_kind: 'pager' }, '/phone_kind'],
    [{ unknown_to: ['police'] }, '/unknown_to/0'],
    [{ deceased_on: 'yesterday' }, '/deceased_on'],
    [{ deceased_on: '2999-01-01' }, '/deceased_on'],
    [{ birthdate: '2999-01-01' }, '/birthdate'],
    [{ former: [{ colour: 'red' }] }, '/former/0/colour'],
    [{ issued_documents: [{ type: 'library_card' }] }, '/issued_documents/0/type'],
    [{ shoe_size: 43 }, '/shoe_size'],
  ])('refuses %j', async (body, path) => {
    const refused = await change(await person(), body);
    expect([refused.status, refused.body.errors[0].path]).toEqual([422, path]);
  });
});
