import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openControl, type Control } from './support.js';

let control: Control;
beforeAll(async () => {
  control = await openControl();
});
afterAll(() => control.close());
const call: Control['call'] = (...args) => control.call(...args);

describe('the service', () => {
  it('says where everything is', async () => {
    const { body } = await call('GET', '/');
    expect(body).toMatchObject({ sandbox: 'default', urls: { base: 'http://localhost:4545' } });
    expect(body.issuers).toMatchObject({
      standard: 'http://localhost:4545',
      idme: 'http://localhost:4545/oidc',
    });
  });
});

describe('sandboxes', () => {
  it('are made, told apart, listed and deleted', async () => {
    const { status, body } = await call('POST', '/sandboxes', { name: 'Nightly', ttl: 'PT2H' });
    expect(status).toBe(201);
    expect(body.base_url).toBe(`http://localhost:4545/s/${body.id}`);
    expect(Date.parse(body.expires_at) - Date.parse(body.created_at)).toBeGreaterThan(7_199_000);
    const inside = await call('GET', `/s/${body.id}/control/v1/`);
    expect(inside.body.issuers.standard).toBe(body.base_url);
    expect((await call('GET', `/sandboxes/${body.id}`)).body.name).toBe('Nightly');
    expect((await call('GET', '/sandboxes?limit=1')).body.next).toBe('default');
    expect((await call('DELETE', `/sandboxes/${body.id}`)).status).toBe(204);
    expect((await call('GET', `/sandboxes/${body.id}`)).status).toBe(404);
  });
  it('answer 200 and 409 to a repetition', async () => {
    expect((await call('POST', '/sandboxes', { id: 'mine' })).status).toBe(201);
    expect((await call('POST', '/sandboxes', { id: 'mine' })).status).toBe(200);
    expect((await call('POST', '/sandboxes', { id: 'mine', name: 'x' })).status).toBe(409);
    expect((await call('POST', '/sandboxes', { id: 'default' })).status).toBe(409);
  });
  it('are refused with a bad id or life, and are the default sandbox’s business', async () => {
    expect((await call('POST', '/sandboxes', { id: 'A b' })).body.errors[0].path).toBe('/id');
    expect((await call('POST', '/sandboxes', { ttl: 'forever' })).body.errors[0].path).toBe('/ttl');
    expect((await call('POST', '/s/mine/control/v1/sandboxes', {})).status).toBe(404);
    expect((await call('DELETE', '/sandboxes/default')).status).toBe(409);
  });
});

describe('messages', () => {
  const send = (to: string, code = '123456') =>
    control.deps.messages.send('default', { name: 'phone_code', data: { code }, to });

  it('are listed by address and kind, with their codes', async () => {
    await send('+12025550100', '111111');
    const { body } = await call('GET', '/messages?to=%2B12025550100&kind=sms');
    expect(body.items).toMatchObject([{ kind: 'sms', to: '+12025550100', codes: ['111111'] }]);
    expect((await call('GET', '/messages?kind=email&to=%2B12025550100')).body.items).toEqual([]);
  });
  it('are waited for, and no longer than asked', async () => {
    const waiting = call('GET', '/messages?to=%2B12025550101&wait=10');
    await send('+12025550101');
    expect((await waiting).body.items).toHaveLength(1);
    const start = Date.now();
    expect((await call('GET', '/messages?to=%2B12025550199&wait=0.3')).body.items).toEqual([]);
    expect(Date.now() - start).toBeLessThan(2000);
  });
  it('follow an id or an instant', async () => {
    const first = await send('+12025550102');
    await send('+12025550102', '222222');
    const later = await call('GET', `/messages?to=%2B12025550102&after=${first}`);
    expect(later.body.items.map(({ codes }: { codes: string[] }) => codes)).toEqual([['222222']]);
    const future = await call('GET', '/messages?after=2999-01-01T00:00:00Z');
    expect(future.body.items).toEqual([]);
  });
  it.each([
    ['wait=61'],
    ['kind=pigeon'],
    ['after=nothing'],
    ['after=2026-99-99T00:00:00Z'],
    ['limit=x'],
  ])('are refused with %s', async (query) => {
    const { status, body } = await call('GET', `/messages?${query}`);
    expect([status, body.errors[0].path]).toEqual([422, `/${query.split('=')[0]}`]);
  });
  it('are deleted', async () => {
    expect((await call('DELETE', '/messages')).status).toBe(204);
    expect((await call('GET', '/messages')).body.items).toEqual([]);
  });
});

describe('outcomes', () => {
  const script = {
    match: { person: 'maria' },
    step: 'document',
    results: ['document.image_blurred'],
  };
  it('are made for a persona’s account, read, listed and deleted', async () => {
    const { status, body } = await call('POST', '/outcomes', script);
    expect(status).toBe(201);
    expect(body).toMatchObject({ match: { person: 'maria' }, entries_left: 1, consumed: [] });
    expect((await call('GET', `/outcomes/${body.id}`)).body).toEqual(body);
    expect((await call('GET', '/outcomes')).body.items).toEqual([body]);
    expect((await call('DELETE', `/outcomes/${body.id}`)).status).toBe(204);
    expect((await call('DELETE', `/outcomes/${body.id}`)).status).toBe(404);
    await call('POST', '/outcomes', script);
    expect((await call('DELETE', '/outcomes')).status).toBe(204);
    expect((await call('GET', '/outcomes')).body.items).toEqual([]);
  });
  it('answer 200 and 409 to a repetition', async () => {
    expect((await call('POST', '/outcomes', { id: 'one', ...script })).status).toBe(201);
    expect((await call('POST', '/outcomes', { id: 'one', ...script })).status).toBe(200);
    expect((await call('POST', '/outcomes', { id: 'one', ...script, times: 2 })).status).toBe(409);
  });
  it.each([
    [{ match: { person: 'nobody' } }, '/match/person'],
    [{ match: { colour: 'red' } }, '/match/colour'],
    [{ match: { ssn: '123-45-6789' } }, '/match/ssn'],
    [{ step: 'dance' }, '/step'],
    [{ results: ['selfie.face_mismatch'] }, '/results/0'],
    [{ results: [] }, '/results'],
    [{ results: [{ result: 'pass', mood: 'good' }] }, '/results/0/mood'],
    [{ then: 'maybe' }, '/then'],
    [{ delay_ms: 60_000 }, '/delay_ms'],
  ])('are refused with %j', async (change, path) => {
    const { status, body } = await call('POST', '/outcomes', { ...script, ...change });
    expect([status, body.errors[0].path]).toEqual([422, path]);
  });
});

describe('attempts', () => {
  it('of nobody are none, and unknown ones are not found', async () => {
    expect((await call('GET', '/attempts?person=nobody')).body.items).toEqual([]);
    expect((await call('GET', '/attempts/att_x')).status).toBe(404);
    expect((await call('POST', '/attempts/att_x/actions', { action: 'approve' })).status).toBe(404);
    expect((await call('GET', '/attempts?state=lost')).body.errors[0].path).toBe('/state');
    expect((await call('GET', '/attempts?after=att_x')).status).toBe(422);
  });
});

describe('the catalogue', () => {
  it('lists personas with what they sign in with and their pictures', async () => {
    const { body } = await call('GET', '/personas?limit=1');
    expect(body).toMatchObject({
      items: [{ id: 'maria', ial: 2, name: 'Maria Elena Alvarez' }],
      next: 'maria',
    });
    const { body: maria } = await call('GET', '/personas/maria');
    expect(maria.documents.drivers_license).toHaveLength(2);
    expect((await call('GET', '/personas/maria/pictures/selfie')).headers['content-type']).toBe(
      'image/jpeg',
    );
    expect((await call('GET', '/personas/nobody')).status).toBe(404);
    expect((await call('GET', '/personas/nobody/pictures/selfie')).status).toBe(404);
  });
  it.each(['reasons', 'steps', 'wears', 'events', 'personas', 'faults'])(
    'lists %s',
    async (what) => {
      const { status, body } = await call('GET', `/catalogue/${what}`);
      expect(status).toBe(200);
      expect(body.items.length).toBeGreaterThan(5);
    },
  );
});

describe('the engine', () => {
  const boundary = 'standin-boundary';
  const form = (parts: Readonly<Record<string, string | Buffer>>): Buffer =>
    Buffer.concat([
      ...Object.entries(parts).flatMap(([name, value]) => [
        Buffer.from(
          `--${boundary}\r\ncontent-disposition: form-data; name="${name}"` +
            (typeof value === 'string'
              ? '\r\n\r\n'
              : '; filename="x.jpg"\r\ncontent-type: image/jpeg\r\n\r\n'),
        ),
        Buffer.from(value),
        Buffer.from('\r\n'),
      ]),
      Buffer.from(`--${boundary}--\r\n`),
    ]);
  const inspect = (parts: Readonly<Record<string, string | Buffer>>) =>
    call('POST', '/engine/inspect', form(parts), {
      'content-type': `multipart/form-data; boundary=${boundary}`,
    });
  const seen: unknown[] = [];

  it('is asked about pictures and keeps nothing', async () => {
    const pages = await openControl(() => ({
      engine: {
        available: true,
        inspect: (inspection) => {
          seen.push(inspection);
          const checks = [
            { name: 'sharpness', result: 'retry', reason: 'document.image_blurred' },
          ] as const;
          return Promise.resolve({
            ok: true,
            value: {
              outcome: 'retry',
              reasons: ['document.image_blurred'],
              checks,
              timings_ms: { total: 5 },
            },
          });
        },
      },
    }));
    const { status, body } = await pages.call(
      'POST',
      '/engine/inspect',
      form({
        type: 'drivers_license',
        front: Buffer.from('front'),
        back: Buffer.from('back'),
        claimed: '{"family_name":"Alvarez"}',
      }),
      { 'content-type': `multipart/form-data; boundary=${boundary}` },
    );
    await pages.close();
    expect(status).toBe(200);
    expect(body).toMatchObject({ outcome: 'retry', reasons: [{ code: 'document.image_blurred' }] });
    expect(seen).toMatchObject([
      { type: 'drivers_license', front: Buffer.from('front'), claimed: { family_name: 'Alvarez' } },
    ]);
  });

  it.each([
    [{ front: Buffer.from('x') }, '/type'],
    [{ type: 'library_card', front: Buffer.from('x') }, '/type'],
    [{ type: 'passport' }, '/front'],
    [{ type: 'passport', front: Buffer.from('x'), mood: 'good' }, '/mood'],
    [{ type: 'passport', front: Buffer.from('x'), claimed: '{' }, '/claimed'],
    [{ type: 'passport', front: Buffer.from('x'), claimed: '{"mood":1}' }, '/claimed/mood'],
  ])('refuses form %#', async (parts, path) => {
    const { status, body } = await inspect(parts);
    expect([status, body.errors[0].path]).toEqual([422, path]);
  });

  it('refuses other bodies, pictures above 16 MB, and a challenge of one frame', async () => {
    expect((await call('POST', '/engine/inspect', '{}')).status).toBe(415);
    const large = Buffer.alloc(16 * 1024 * 1024 + 1);
    expect((await inspect({ type: 'passport', front: large })).status).toBe(413);
    const frames = { type: 'passport', front: Buffer.from('x'), 'frames[]': Buffer.from('x') };
    expect((await inspect(frames)).body.errors[0].path).toBe('/frames');
    const unbounded = await call('POST', '/engine/inspect', 'x', {
      'content-type': 'multipart/form-data',
    });
    expect(unbounded.status).toBe(400);
  });
});
