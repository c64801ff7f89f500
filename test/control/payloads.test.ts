import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openControl, type Control } from './support.js';

const IAL2 = 'http://idmanagement.gov/ns/assurance/ial/2/aal/2';
let control: Control;
beforeAll(async () => {
  const picture = () => Promise.resolve(Buffer.from('\x89PNG'));
  control = await openControl(({ press }) => ({
    press: { ...press, renderDocument: picture, pictureOf: picture },
  }));
});
afterAll(() => control.close());
const call: Control['call'] = (...args) => control.call(...args);

const client = async (magic_values: string): Promise<string> => {
  const redirect_uris = ['http://127.0.0.1:7199/cb'];
  const options = { redirect_uris, profile_options: { magic_values } };
  return (await call('POST', '/clients', options)).body.client_id;
};

async function signIn(magic: string, pictures: object) {
  const { body: person } = await call('POST', '/people', {
    authenticators: ['password', 'totp'],
  });
  return call('POST', '/sign-in', {
    ...{ client_id: await client(magic), scope: `openid ${IAL2}`, person: person.id },
    ...{ proof: { pictures }, exchange: true },
  });
}

describe('a document in words in a sign-in without pages', () => {
  it('is read in place of the picture', async () => {
    const { body } = await signIn('logingov', { back: { document: {} } });
    expect(body).toMatchObject({ outcome: 'redirected', claims: { ial: '2' } });
  });

  it.each([
    [{ back: { document: { state_id_expiration: '2020-01-01' } } }, 'document.expired'],
    [
      {
        back: { document: {} },
        selfie: { portrait_match_results: { FaceMatchResult: 'Fail' } },
      },
      'selfie.face_mismatch',
    ],
    [{ back: { http_status: { back: 439 } } }, 'document.image_black_white'],
  ])('%j gives %s', async (pictures, reason) => {
    const { body } = await signIn('logingov', pictures);
    expect(body).toMatchObject({ outcome: 'retry', reasons: [reason] });
  });

  it('is refused where the client has no magic values', async () => {
    const { status, body } = await signIn('off', { back: { document: {} } });
    expect([status, body.errors[0].path]).toEqual([422, '/proof/pictures/back']);
  });

  it.each([
    [{ back: 'crumpled' }, '/proof/pictures/back'],
    [{ side: 'good' }, '/proof/pictures/side'],
    [{ back: { document: 'x'.repeat(20_001) } }, '/proof/pictures/back'],
  ])('%j is no picture', async (pictures, path) => {
    const { status, body } = await signIn('logingov', pictures);
    expect(status).toBe(422);
    expect(body.errors[0].path).toBe(path);
  });
});
