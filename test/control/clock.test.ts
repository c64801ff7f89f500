import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { refused } from '../../src/platform/result.js';
import { openControl, type Control } from './support.js';

const DAY = 86_400_000;
const IAL2 = 'http://idmanagement.gov/ns/assurance/ial/2/aal/2';
const inspectedOn: string[] = [];
let control: Control;
let client_id: string;
beforeAll(async () => {
  // Scripts decide here, so nobody looks at the pictures.
  const picture = () => Promise.resolve(Buffer.from('a picture'));
  control = await openControl(({ press }) => ({
    press: { ...press, renderDocument: picture, pictureOf: picture },
    engine: {
      available: true,
      inspect: (inspection) => {
        inspectedOn.push(inspection.today);
        return Promise.resolve(refused('picture.not_a_picture', { picture: 'front' }));
      },
    },
  }));
  client_id = (await call('POST', '/clients', { redirect_uris: ['http://127.0.0.1:7199/cb'] })).body
    .client_id;
  for (const step of ['document', 'selfie'])
    await call('POST', '/outcomes', { match: {}, step, results: ['pass'], then: 'pass' });
});
afterAll(() => control.close());
const call: Control['call'] = (...args) => control.call(...args);
const pass = async (by: string) => (await call('POST', '/clock/advance', { by })).body;
const today = async () => Date.parse((await call('GET', '/clock')).body.today);
const proof = async (person: string) =>
  (await call('POST', '/sign-in', { client_id, scope: `openid ${IAL2}`, person, proof: true }))
    .body;

describe('the clock', () => {
  it('tells real time, how far the sandbox is ahead, and its day', async () => {
    const { status, body } = await call('GET', '/clock');
    expect([status, body.aged_by, body.today]).toEqual([200, 'PT0S', body.now.slice(0, 10)]);
    expect(Math.abs(Date.parse(body.now) - Date.now())).toBeLessThan(60_000);
  });

  it('goes forward by any form of duration, adds up, and says what has aged', async () => {
    const start = await today();
    const moved = await pass('P1DT2H');
    expect(moved).toMatchObject({ aged_by: 'P1DT2H', rows: { clients: 1, outcomes: 2 } });
    expect(await pass('13h')).toMatchObject({ aged_by: 'P1DT15H' });
    expect(await pass('30d')).toMatchObject({ aged_by: 'P31DT15H' });
    expect((await pass('PT61M1S')).aged_by).toBe('P31DT16H1M1S');
    expect(await today()).toBeGreaterThanOrEqual(start + 31 * DAY);
  });

  it('lets somebody of seventeen verify once eighteen, since calendar days do not age', async () => {
    const born = new Date(await today());
    born.setUTCFullYear(born.getUTCFullYear() - 18);
    const birthdate = new Date(born.getTime() + 20 * DAY).toISOString().slice(0, 10);
    const { id } = (
      await call('POST', '/people', { authenticators: ['password', 'totp'], birthdate })
    ).body;
    expect(await proof(id)).toMatchObject({ outcome: 'stopped', reasons: ['data.underage'] });
    await pass('P21D');
    const twin = (
      await call('POST', '/people', { authenticators: ['password', 'totp'], birthdate })
    ).body;
    expect(await proof(twin.id)).toMatchObject({ outcome: 'redirected' });
    expect((await call('GET', `/people/${twin.id}`)).body.birthdate).toBe(birthdate);
  });

  it('judges birth dates by the day of the sandbox', async () => {
    const birthdate = new Date((await today()) + 2 * DAY).toISOString().slice(0, 10);
    const { id } = (await call('POST', '/people', {})).body;
    const tries = () =>
      Promise.all([
        call('POST', '/people', { birthdate }),
        call('PATCH', `/people/${id}`, { birthdate }),
        call('PATCH', `/people/${id}/records`, { birthdate }),
      ]);
    for (const { status, body } of await tries()) {
      expect(status).toBe(422);
      expect(body.errors).toEqual([
        {
          path: '/birthdate',
          message: expect.stringMatching(/^must be from 1900-01-01 to \d{4}-/),
        },
      ]);
    }
    expect((await call('GET', `/people/${id}`)).body.birthdate < birthdate).toBe(true);
    await pass('P2D');
    expect((await tries()).map(({ status }) => status)).toEqual([201, 200, 200]);
  });

  it('has the engine judge expiry dates by the day of the sandbox', async () => {
    const form = new FormData();
    form.set('type', 'passport');
    form.set('front', new Blob([Buffer.from('no picture')]), 'front.jpg');
    const request = new Request('http://x', { method: 'POST', body: form });
    await call('POST', '/engine/inspect', Buffer.from(await request.arrayBuffer()), {
      'content-type': request.headers.get('content-type'),
    });
    expect(inspectedOn.map(Date.parse)).toEqual([await today()]);
  });

  it('keeps the pictures of evidence for a day of the sandbox', async () => {
    const { id } = (await call('POST', '/people', { authenticators: ['password', 'totp'] })).body;
    expect(await proof(id)).toMatchObject({ outcome: 'redirected' });
    const [attempt] = (await call('GET', `/attempts?person=${id}`)).body.items;
    await control.db.query(
      "INSERT INTO attempt_pictures (sandbox_id, attempt_id, kind, content) VALUES ('default', $1, 'front', $2)",
      [attempt.id, Buffer.from('sealed')],
    );
    const pictures = async () => (await call('GET', `/attempts/${attempt.id}`)).body.pictures;
    expect(await pictures()).toEqual(['front']);
    await pass('P1D');
    expect(await pictures()).toEqual([]);
  });

  it.each([
    ['time that goes back', '-P1D', 'a duration'],
    ['no time at all', 'PT0S', 'a duration'],
    ['words', 'soon', 'a duration'],
    ['more than a century', 'P5300W', 'years ahead'],
  ])('refuses %s and stays where it is', async (_, by, says) => {
    const before = (await call('GET', '/clock')).body.aged_by;
    const { status, body } = await call('POST', '/clock/advance', { by });
    expect([status, body.errors[0].path]).toEqual([422, '/by']);
    expect(body.errors[0].message).toContain(says);
    expect((await call('GET', '/clock')).body.aged_by).toBe(before);
  });

  it('refuses unknown members', async () => {
    const { body } = await call('POST', '/clock/advance', { by: 'P1D', to: 1 });
    expect(body.errors).toEqual([{ path: '/to', message: 'is not a known member', known: ['by'] }]);
  });
});
