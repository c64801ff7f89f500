import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openControl, type Control } from './support.js';

let control: Control;
let other: Control;
beforeAll(async () => {
  [control, other] = [await openControl(), await openControl()];
});
afterAll(async () => {
  await control.close();
  await other.close();
});
const call: Control['call'] = (...args) => control.call(...args);
const within = (id: string) => ({
  call: (method: string, path: string, body?: unknown, at = control) =>
    at.call(method, `/s/${id}/control/v1${path}`, body),
  people: async (at = control): Promise<string[]> =>
    (await at.call('GET', `/s/${id}/control/v1/people`)).body.items.map(
      (person: { id: string }) => person.id,
    ),
});
const redirect_uris = ['http://127.0.0.1:7199/cb'];

describe('sandboxes', () => {
  it('start with what was set up in another, and sign its people in', async () => {
    await call('POST', '/partners', { id: 'harbor', name: 'Harbor' });
    await call('POST', '/clients', { client_id: 'app', redirect_uris, partner: 'harbor' });
    await call('POST', '/people', { id: 'ana', ial: 2, authenticators: ['password', 'totp'] });
    const { status, body } = await call('POST', '/sandboxes', { id: 'copy', copy_of: 'default' });
    expect([status, body.copy_of]).toEqual([201, 'default']);
    expect((await call('POST', '/sandboxes', { id: 'copy', copy_of: 'default' })).status).toBe(200);
    expect((await call('POST', '/sandboxes', { id: 'copy' })).status).toBe(409);
    const copy = within('copy');
    const asked = { client_id: 'app', scope: 'openid', person: 'ana', exchange: true };
    const signedIn = await copy.call('POST', '/sign-in', asked);
    expect(signedIn.body).toMatchObject({ outcome: 'redirected', claims: { iss: body.base_url } });
    expect((await copy.call('GET', '/messages')).body.items).toEqual([]);
    const unknown = await call('POST', '/sandboxes', { copy_of: 'nobody' });
    expect(unknown.body.errors[0]).toMatchObject({ path: '/copy_of' });
    expect(unknown.body.errors[0].known).toContain('default');
  });

  it('are empty after a reset and go on working', async () => {
    await call('POST', '/sandboxes', { id: 'reset' });
    const reset = within('reset');
    await reset.call('POST', '/clients', { client_id: 'app', redirect_uris });
    await reset.call('POST', '/people', { id: 'ben' });
    await reset.call('POST', '/clock/advance', { by: 'P1D' });
    expect((await call('POST', '/sandboxes/reset/reset', {})).status).toBe(200);
    expect(await reset.people()).toEqual([]);
    expect((await reset.call('GET', '/clock')).body.aged_by).toBe('PT0S');
    expect((await reset.call('POST', '/people', { id: 'ben' })).status).toBe(201);
    const asked = { client_id: 'app', scope: 'openid', person: 'ben' };
    expect((await reset.call('POST', '/sign-in', asked)).body.errors[0].path).toBe('/client_id');
  });

  it('are kept as snapshots and come back', async () => {
    await call('POST', '/sandboxes', { id: 'snap' });
    const snap = within('snap');
    await snap.call('POST', '/people', { id: 'ana' });
    const taken = await call('POST', '/sandboxes/snap/snapshot', {});
    expect(taken.status).toBe(201);
    const { snapshot } = taken.body;
    await snap.call('DELETE', '/people/ana');
    await snap.call('POST', '/people', { id: 'ben' });
    expect((await call('POST', '/sandboxes/snap/restore', { snapshot })).status).toBe(204);
    expect(await snap.people()).toEqual(['ana']);
    expect((await call('GET', '/sandboxes/snap/snapshots')).body.items).toMatchObject([
      { id: snapshot, bytes: expect.any(Number) },
    ]);
    const unknown = await call('POST', '/sandboxes/snap/restore', { snapshot: 'nothing' });
    expect([unknown.status, unknown.body.errors[0]]).toMatchObject([
      422,
      { path: '/snapshot', known: [snapshot] },
    ]);
    expect((await call('DELETE', `/sandboxes/snap/snapshots/${snapshot}`)).status).toBe(204);
    expect((await call('DELETE', `/sandboxes/snap/snapshots/${snapshot}`)).status).toBe(404);
  });

  it('give their id free and cannot be copied once they have expired', async () => {
    const wish = { id: 'short-lived', ttl: '1h' };
    const first = (await call('POST', '/sandboxes', wish)).body;
    await call('POST', '/s/short-lived/control/v1/people', { id: 'ann' });
    await control.db.query("UPDATE sandboxes SET expires_at = 1 WHERE id = 'short-lived'");
    const copy = await call('POST', '/sandboxes', { copy_of: 'short-lived' });
    expect([copy.status, copy.body.errors[0].path]).toEqual([422, '/copy_of']);
    const again = await call('POST', '/sandboxes', wish);
    expect(again.status).toBe(201);
    expect(again.body.expires_at >= first.expires_at).toBe(true);
    expect((await call('GET', '/s/short-lived/control/v1/people/ann')).status).toBe(404);
  });

  it('are refused where they are unknown or have expired, with what is known', async () => {
    const unknown = await call('POST', '/sandboxes/nobody/reset', {});
    expect([unknown.status, unknown.body.errors[0].known.includes('default')]).toEqual([404, true]);
    await control.db.query(
      "INSERT INTO sandboxes (id, created_at, expires_at) VALUES ('past', 0, 1)",
    );
    for (const path of ['/reset', '/snapshot'])
      expect((await call('POST', `/sandboxes/past${path}`, {})).status).toBe(410);
    expect((await call('GET', '/sandboxes/past')).status).toBe(410);
    const within = await call('GET', '/s/past/control/v1/people');
    expect([within.status, within.body.type]).toEqual([410, 'urn:standin:problem:expired']);
    expect(within.body.detail).toMatch(/expired at 1970-01-01T00:00:00.001Z; POST /);
    const nowhere = await call('GET', '/s/nobody/control/v1/people');
    expect([nowhere.status, nowhere.body.errors[0]]).toEqual([
      404,
      { path: '', message: 'names no sandbox' },
    ]);
    expect((await call('POST', '/s/copy/control/v1/sandboxes/copy/reset', {})).status).toBe(404);
  });

  it('become in another deployment what a document says, secrets and levels included', async () => {
    await call('POST', '/sandboxes', { id: 'out' });
    const out = within('out');
    await out.call('POST', '/clients', { client_id: 'app', redirect_uris });
    await out.call('POST', '/people', {
      ...{ id: 'ana', ial: 2, phone: '+12025550141' },
      authenticators: ['password', 'totp', 'recovery_codes'],
    });
    const script = { match: { person: 'ana' }, step: 'document', results: ['pass'] };
    await out.call('POST', '/outcomes', script);
    await out.call('POST', '/clock/advance', { by: 'P3D' });
    const asked = { client_id: 'app', scope: 'openid email', person: 'ana', exchange: true };
    await out.call('POST', '/sign-in', asked);
    const document = (await out.call('GET', '/export')).body;
    expect(document).toMatchObject({ kind: 'standin.sandbox', format: 1, aged_by: 'P3D' });
    expect(JSON.stringify(document)).not.toMatch(/"s1\.[\w-]{8}\./);
    await other.call('POST', '/sandboxes', { id: 'in' });
    const into = within('in');
    const imported = await into.call('POST', '/import', document, other);
    expect(imported.body).toMatchObject({ rows: { accounts: 1, clients: 1 } });
    const before = (await out.call('GET', '/people/ana')).body;
    expect((await into.call('GET', '/people/ana', undefined, other)).body).toEqual(before);
    expect((await into.call('POST', '/sign-in', asked, other)).body.outcome).toBe('redirected');
    expect((await into.call('GET', '/clock', undefined, other)).body.aged_by).toBe('P3D');
    const totp = await into.call('GET', '/people/ana/totp', undefined, other);
    expect(totp.body.code).toMatch(/^\d{6}$/);
  });

  it.each([
    ['another kind of document', { kind: 'x' }, '/kind'],
    ['a later format', { format: 2 }, '/format'],
    ['a time that is none', { aged_by: 'soon' }, '/aged_by'],
    ['a table that is none', { tables: { spoons: [] } }, '/tables/spoons'],
    ['a row without what it needs', { tables: { partners: [{ id: 'x' }] } }, '/tables'],
    ['an unknown member', { more: 1 }, '/more'],
  ])('refuse %s and stay what they were', async (_, change, path) => {
    await call('POST', '/sandboxes', { id: 'stays' });
    const stays = within('stays');
    await stays.call('POST', '/people', { id: 'ana' });
    const good = { kind: 'standin.sandbox', format: 1, key: 'x', aged_by: 'PT0S', tables: {} };
    const { status, body } = await stays.call('POST', '/import', { ...good, ...change });
    expect([status, body.errors[0].path]).toEqual([422, path]);
    expect(await stays.people()).toEqual(['ana']);
  });
});
