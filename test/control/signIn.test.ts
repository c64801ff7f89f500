import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BASE, openControl, type Control } from './support.js';

const IAL2 = 'http://idmanagement.gov/ns/assurance/ial/2/aal/2';
const redirect_uris = ['http://127.0.0.1:7199/cb'];
let control: Control;
let client_id: string;
beforeAll(async () => {
  // Scripts decide here, so nobody makes or looks at pictures.
  const picture = () => Promise.reject(new Error('a picture was made'));
  control = await openControl(({ press }) => ({
    press: { ...press, renderDocument: picture, pictureOf: picture },
  }));
  client_id = (await call('POST', '/clients', { client_name: 'App', redirect_uris })).body
    .client_id;
});
afterAll(() => control.close());
const call: Control['call'] = (...args) => control.call(...args);
const signIn = async (request: object) => (await call('POST', '/sign-in', request)).body;
const person = async (request: object = {}) => (await call('POST', '/people', request)).body;

describe('signing in without pages', () => {
  it('gives a verified person IAL2 and AAL2 with tokens and claims in one call', async () => {
    const { id, given_name, uuid } = await person({ ial: 2, authenticators: ['password', 'totp'] });
    const done = await signIn({
      client_id,
      scope: 'openid profile email identity',
      person: id,
      exchange: true,
    });
    expect(done.outcome).toBe('redirected');
    expect(done.claims).toMatchObject({ sub: uuid, ial: '2', aal: '2', acr: IAL2, given_name });
    expect(done.steps.map((one: { step: string }) => one.step)).toEqual([
      'sign_in',
      'second_factor',
      'consent',
    ]);
    expect(done.tokens.id_token.split('.')).toHaveLength(3);
  });

  it('gives the catalogue its people by name', async () => {
    const done = await signIn({
      client_id,
      scope: 'openid email',
      person: 'maria',
      exchange: true,
    });
    expect(done.claims.email).toBe('maria@example.com');
  });

  it.each(['client_secret_post', 'none'])('redeems by the method %s', async (method) => {
    const { body } = await call('POST', '/clients', {
      redirect_uris,
      token_endpoint_auth_method: method,
    });
    const { id } = await person();
    const done = await signIn({
      client_id: body.client_id,
      scope: 'openid',
      person: id,
      exchange: true,
    });
    expect(done.tokens.access_token).toEqual(expect.any(String));
  });

  it('asks for a refresh token by consent, as offline access needs it (Core 11)', async () => {
    const { id } = await person();
    const wishes = { client_id, scope: 'openid offline_access', person: id, exchange: true };
    for (const { tokens } of [await signIn(wishes), await signIn(wishes)]) {
      expect(tokens).toMatchObject({ scope: 'openid offline_access' });
      expect(tokens.refresh_token).toEqual(expect.any(String));
    }
  });

  it('answers the redirect of an authorization URL as the app built it', async () => {
    const { id } = await person();
    const query = new URLSearchParams({
      client_id,
      response_type: 'code',
      scope: 'openid',
      redirect_uri: redirect_uris[0]!,
      state: 'xyz',
    });
    const done = await signIn({
      authorize_url: `${BASE}/connect/authorize?${query.toString()}`,
      person: id,
    });
    expect(done).toMatchObject({ outcome: 'redirected', code: expect.any(String) });
    expect(new URL(done.redirect_to).searchParams.get('state')).toBe('xyz');
  });

  it('hands the error to the client when the person does not consent', async () => {
    const { id } = await person();
    const done = await signIn({ client_id, scope: 'openid email', person: id, consent: 'deny' });
    expect(done).toMatchObject({ outcome: 'redirected', error: 'access_denied' });
  });

  it('asks for consent again where the request says so (Core 3.1.2.1)', async () => {
    const { id } = await person();
    const query = new URLSearchParams({
      client_id,
      response_type: 'code',
      scope: 'openid email',
      redirect_uri: redirect_uris[0]!,
      prompt: 'consent',
    });
    const authorize_url = `${BASE}/connect/authorize?${query.toString()}`;
    const first = await signIn({ client_id, scope: 'openid email', person: id });
    const again = await signIn({ authorize_url, person: id });
    const remembered = await signIn({ client_id, scope: 'openid email', person: id });
    const steps = ({ steps: done }: { steps: { step: string }[] }) => done.map(({ step }) => step);
    expect(steps(first)).toContain('consent');
    expect(steps(again)).toContain('consent');
    expect(again.code).toEqual(expect.any(String));
    expect(steps(remembered)).not.toContain('consent');
  });

  it('withholds attributes that the person does not agree to', async () => {
    const { id } = await person();
    const consent = { attributes: ['email', 'email_verified'] };
    const done = await signIn({
      client_id,
      scope: 'openid email profile',
      person: id,
      consent,
      exchange: true,
    });
    expect(done.claims.email).toEqual(expect.any(String));
    expect(done.claims.birthdate).toBeUndefined();
  });

  it('stops where the person could not go on', async () => {
    const unconfirmed = await person({ state: 'unconfirmed' });
    expect(await signIn({ client_id, scope: 'openid', person: unconfirmed.id })).toMatchObject({
      outcome: 'stopped',
      reasons: ['account.address_unconfirmed'],
    });
    const weak = await person({ ial: 2 });
    expect(await signIn({ client_id, scope: 'openid identity', person: weak.id })).toMatchObject({
      outcome: 'stopped',
      reasons: ['account.second_factor_missing'],
    });
    for (const authenticators of [[], ['totp'], ['phone', 'recovery_codes']]) {
      const { id } = await person({ authenticators });
      expect(await signIn({ client_id, scope: 'openid', person: id })).toMatchObject({
        outcome: 'stopped',
        reasons: ['account.first_factor_missing'],
      });
    }
    const unproofed = await person({ authenticators: ['password', 'totp'] });
    expect(
      await signIn({ client_id, scope: `openid ${IAL2}`, person: unproofed.id }),
    ).toMatchObject({
      outcome: 'stopped',
      reasons: ['proof.required'],
    });
    const suspended = await person({ state: 'suspended' });
    expect(await signIn({ client_id, scope: 'openid', person: suspended.id })).toMatchObject({
      outcome: 'redirected',
      error: 'access_denied',
    });
  });

  it('says what the provider said to a request that it refuses', async () => {
    const { id } = await person();
    const query = new URLSearchParams({
      client_id,
      response_type: 'code',
      scope: 'openid',
      redirect_uri: 'http://127.0.0.1:1/evil',
    });
    const done = await signIn({
      authorize_url: `${BASE}/connect/authorize?${query.toString()}`,
      person: id,
    });
    expect(done).toMatchObject({ outcome: 'stopped', error: 'invalid_redirect_uri' });
  });

  it.each([
    [{ scope: 'openid', person: 'maria' }, '/client_id'],
    [{ client_id: 'nobody', scope: 'openid', person: 'maria' }, '/client_id'],
    [{ authorize_url: 'nonsense', person: 'maria' }, '/authorize_url'],
    [{ authorize_url: `${BASE}/elsewhere`, person: 'maria' }, '/authorize_url'],
    [{ authorize_url: `${BASE}/connect/authorize`, scope: 'openid', person: 'maria' }, '/scope'],
  ])('refuses %j', async (request, path) => {
    const { status, body } = await call('POST', '/sign-in', request);
    expect([status, body.errors[0].path]).toEqual([422, path]);
  });

  it('refuses people and wears that do not exist, and clients whose key it has not', async () => {
    const request = { client_id, scope: 'openid', person: 'nobody' };
    expect((await call('POST', '/sign-in', request)).body.errors[0].path).toBe('/person');
    const worn = { ...request, person: 'maria', proof: { pictures: { front: 'burnt' } } };
    expect((await call('POST', '/sign-in', worn)).body.errors[0].path).toBe(
      '/proof/pictures/front',
    );
    for (const [pictures, what] of [
      [{ selfie: 'expired' }, 'selfie'],
      [{ front: 'mrz_broken' }, 'front'],
      [{ front: 'two_faces' }, 'front'],
    ] as const) {
      const { status, body } = await call('POST', '/sign-in', { ...worn, proof: { pictures } });
      expect([status, body.errors[0].path]).toEqual([422, `/proof/pictures/${what}`]);
      expect(body.errors[0].known).toContain('blurred');
    }
    const jwks = {
      keys: [
        {
          kty: 'EC',
          crv: 'P-256',
          x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
          y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
        },
      ],
    };
    const { body } = await call('POST', '/clients', {
      redirect_uris,
      token_endpoint_auth_method: 'private_key_jwt',
      jwks,
    });
    const keyed = { client_id: body.client_id, scope: 'openid', person: 'maria', exchange: true };
    expect((await call('POST', '/sign-in', keyed)).body.errors[0].path).toBe('/exchange');
  });
});

describe('proofing without pages', () => {
  it('follows a script: blurred, then face mismatch, then verified', async () => {
    const { id } = await person({ authenticators: ['password', 'totp'] });
    const script = (step: string, ...results: string[]) =>
      call('POST', '/outcomes', { match: { person: id }, step, results, then: 'pass' });
    await script('document', 'document.image_blurred', 'pass');
    await script('selfie', 'selfie.face_mismatch', 'pass');
    const go = () =>
      signIn({ client_id, scope: `openid ${IAL2}`, person: id, proof: true, exchange: true });
    expect(await go()).toMatchObject({ outcome: 'retry', reasons: ['document.image_blurred'] });
    expect(await go()).toMatchObject({ outcome: 'retry', reasons: ['selfie.face_mismatch'] });
    const done = await go();
    expect(done.claims).toMatchObject({ ial: '2', acr: IAL2 });
    const { body } = await call('GET', `/attempts?person=${id}`);
    expect(body.items).toHaveLength(1);
    expect(body.items[0]).toMatchObject({ state: 'verified', person: id });
    expect(body.items[0].reasons).toEqual(['document.image_blurred', 'selfie.face_mismatch']);
    expect((await call('GET', `/attempts/${body.items[0].id}`)).body.pictures).toEqual([]);
  });

  it('waits for an operator, who approves', async () => {
    const { id } = await person({ authenticators: ['password', 'totp'] });
    const pass = { match: { person: id }, then: 'pass' };
    await call('POST', '/outcomes', { ...pass, step: 'document', results: ['review'] });
    await call('POST', '/outcomes', { ...pass, step: 'selfie', results: ['pass'] });
    const go = () => signIn({ client_id, scope: `openid ${IAL2}`, person: id, proof: true });
    const pending = { outcome: 'pending', reasons: ['proof.in_review'] };
    expect(await go()).toMatchObject(pending);
    expect(await go()).toMatchObject(pending);
    const [attempt] = (await call('GET', `/attempts?person=${id}&state=in_review`)).body.items;
    const act = (body: object) => call('POST', `/attempts/${attempt.id}/actions`, body);
    expect((await act({ action: 'complete' })).body.errors[0].path).toBe('/result');
    expect((await act({ action: 'approve', result: 'pass' })).body.errors[0].path).toBe('/result');
    const misplaced = await act({ action: 'complete', result: 'pass' });
    expect([misplaced.status, misplaced.body.errors]).toEqual([
      409,
      [
        {
          path: '/action',
          message: 'does not fit an attempt that is in_review',
          known: ['approve', 'decline', 'ask_again', 'expire'],
        },
      ],
    ]);
    expect((await act({ action: 'approve' })).body.state).toBe('verified');
    expect((await go()).outcome).toBe('redirected');
  });

  it('stops when a step is declined for good', async () => {
    const { id } = await person({ authenticators: ['password', 'totp'] });
    await call('POST', '/outcomes', {
      match: { person: id },
      step: 'document',
      results: ['document.tampered'],
    });
    const done = await signIn({ client_id, scope: `openid ${IAL2}`, person: id, proof: true });
    expect(done).toMatchObject({ outcome: 'stopped', reasons: ['document.tampered'] });
  });
});
