import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import sharp from 'sharp';
import { createHttpBrowser } from '../support/httpBrowser.js';
import { createJourney } from '../support/journeyHttp.js';
import { startServer, type RunningServer } from '../support/server.js';
import { installWithoutEngine, type Installation } from '../support/withoutEngine.js';

jest.setTimeout(90_000);

const CALLBACK = 'http://127.0.0.1:9/callback';
const IAL2 = 'openid profile http://idmanagement.gov/ns/assurance/ial/2/aal/2';
const FACE = readFileSync('fixtures/faces/p00_selfie.jpg');

/** What the details page asks for. */
const DETAILS = {
  ...{ given_name: 'Vera', family_name: 'Newcomer', ssn: '900201000' },
  ...{ birthdate_year: '1990', birthdate_month: '4', birthdate_day: '12' },
  ...{ street_address: '12 Cedar Lane', locality: 'Port Alder', region: 'ZC' },
  ...{ postal_code: '00501', phone: '+12015550101' },
};

let installation: Installation;
let server: RunningServer;
beforeAll(async () => {
  installation = installWithoutEngine();
  server = await startServer({ bin: installation.bin, args: ['--no-irs'] });
  await call('POST', '/clients', { client_id: 'app', redirect_uris: [CALLBACK] });
});
afterAll(async () => {
  await server.close();
  installation.remove();
});

async function call(method: string, path: string, body?: object | FormData): Promise<any> {
  const isForm = body instanceof FormData;
  const response = await fetch(server.controlUrl + path, {
    method,
    ...(body && { body: isForm ? body : JSON.stringify(body) }),
    headers: body && !isForm ? { 'content-type': 'application/json' } : {},
  });
  return { status: response.status, ...((await response.json()) as object) };
}

const person = (id: string) =>
  call('POST', '/people', { id, persona: 'amara', authenticators: ['password', 'totp'] });
const signIn = (who: string) =>
  call('POST', '/sign-in', {
    ...{ client_id: 'app', scope: IAL2, person: who, proof: true, exchange: true },
  });

type Pictures = Record<'front' | 'back' | 'selfie', Buffer>;
const allOf = (picture: Buffer): Pictures => ({ front: picture, back: picture, selfie: picture });

/** Through the pages, with these pictures. */
function journey({ email, password, totp_secret }: any, pictures: Pictures) {
  const browser = createHttpBrowser(server.baseUrl);
  const query = { client_id: 'app', redirect_uri: CALLBACK, response_type: 'code', scope: IAL2 };
  const pkce = { code_challenge: 'a'.repeat(43), code_challenge_method: 'S256' };
  return createJourney({
    browser,
    traveller: {
      ...{ email, password, totpSecret: totp_secret, documentType: 'drivers_license' as const },
      details: DETAILS,
      pictures,
    },
    request: `/connect/authorize?${new URLSearchParams({ ...query, ...pkce }).toString()}`,
    codeFor: async (to) =>
      (await call('GET', `/messages?to=${encodeURIComponent(to)}`)).items.at(-1).codes[0],
  });
}

describe('an installation without the engine', () => {
  it('says so', async () => {
    expect((await call('GET', '/')).features).toEqual({ engine: false });
  });

  it('answers an inspection with how to install it', async () => {
    const form = new FormData();
    form.set('type', 'passport');
    form.set('front', new Blob([new Uint8Array(FACE)]), 'front.jpg');
    expect(await call('POST', '/engine/inspect', form)).toMatchObject({
      ...{ status: 501, type: 'urn:standin:problem:engine-absent' },
      detail: expect.stringContaining('npm install'),
    });
  });

  it('shows the faces that it has, and says why it draws nothing', async () => {
    const drawn = await call('GET', '/personas/maria/documents/passport/front.jpg');
    expect(drawn).toMatchObject({ status: 501, type: 'urn:standin:problem:engine-absent' });
    const face = await fetch(`${server.controlUrl}/personas/maria/pictures/selfie`);
    expect([face.status, face.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  });

  it('answers vendor.unavailable to what nobody scripted, and no submission is spent', async () => {
    await person('unscripted');
    for (const _again of [1, 2, 3, 4, 5])
      expect(await signIn('unscripted')).toMatchObject({ reasons: ['vendor.unavailable'] });
    const { items } = await call('GET', '/attempts?person=unscripted');
    expect(items).toHaveLength(1);
    expect(items[0].state).not.toMatch(/declined|expired/);
  });

  it('goes on with scripted outcomes', async () => {
    await person('scripted');
    for (const step of ['document', 'selfie'])
      await call('POST', '/outcomes', { match: { person: 'scripted' }, step, results: ['pass'] });
    const { outcome, claims } = await signIn('scripted');
    expect([outcome, claims?.ial]).toEqual(['redirected', '2']);
  });

  it('takes a JPEG on its pages, kept without its metadata, and no other picture', async () => {
    const made = await person('visitor');
    for (const step of ['document', 'selfie'])
      await call('POST', '/outcomes', { match: { person: 'visitor' }, step, results: ['pass'] });
    const png = await sharp(FACE).png().toBuffer();
    const pictures = allOf(png);
    const visit = journey(made, pictures);
    await expect(visit.finish()).rejects.toThrow('Choose a JPEG picture');
    const tagged = await sharp(FACE)
      .withExif({ IFD0: { Artist: 'somebody' } })
      .jpeg()
      .toBuffer();
    Object.assign(pictures, allOf(tagged));
    const left = await visit.finish();
    expect(left.searchParams.get('code')).toEqual(expect.any(String));
  });

  it('is told by doctor, as nothing that keeps it from starting', () => {
    const args = [installation.bin, 'doctor', '--port', '0', '--data', 'data'];
    const told = execFileSync(process.execPath, args, {
      ...{ cwd: installation.folder, encoding: 'utf8' as const },
    });
    expect(told).toMatch(/^note {2}engine +is not installed: .*npm install/m);
  });
});
