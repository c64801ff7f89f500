import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openControl, type Answer, type Control } from './support.js';
import { accessProblem, identify, type AccessRules } from '../../src/control/access/access.js';
import { needOf } from '../../src/control/access/roles.js';
import { routesOf } from '../../src/control/api.js';

const OPERATOR_TOKEN = 'a-long-token-of-the-operator';
const nobody = () => Promise.resolve(undefined);
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** The status of a refusal, or who calls. */
async function judged(rules: AccessRules, headers: object, cookie?: string) {
  const found = await identify(
    { headers: { host: 'localhost:4545', ...headers }, cookie, sandbox: 'default' },
    rules,
  );
  return found.ok ? found.value.actor : accessProblem(found.reason).status;
}

describe('access on a loopback bind', () => {
  const rules = { hosts: () => ['standin.test'], callerOf: nobody };
  it.each(['localhost:4545', '127.0.0.1:4545', '[::1]:4545', 'standin.test', 'LOCALHOST:1'])(
    'is open to programs by our name %s',
    async (host) => expect(await judged(rules, { host })).toBe('loopback'),
  );
  it.each([
    'evil.example:4545',
    'localhost.evil.example',
    'localhost@evil.example',
    '127.0.0.1.nip.io',
    '',
    undefined,
  ])('refuses the name %s, which somebody may point here (DNS rebinding)', async (host) =>
    expect(await judged(rules, { host })).toBe(403),
  );
  it.each([
    { origin: 'https://evil.example' },
    { origin: 'http://localhost:4546' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('refuses pages of other origins: %j', async (headers) =>
    expect(await judged(rules, headers)).toBe(403),
  );
  it('lets our own pages call', async () => {
    const own = { origin: 'http://localhost:4545', 'sec-fetch-site': 'same-origin' };
    expect(await judged(rules, own)).toBe('loopback');
  });
  it('refuses a token that it does not know rather than ignore it', async () =>
    expect(await judged(rules, bearer('standin_default_x'))).toBe(401));
});

describe('access on any other bind', () => {
  const rules = { token: OPERATOR_TOKEN, hosts: () => [], callerOf: nobody };
  it('needs the token, in the header (RFC 6750 section 2.1) or the cookie of a console link', async () => {
    expect(await judged(rules, bearer(OPERATOR_TOKEN))).toBe('operator');
    expect(await judged(rules, {}, OPERATOR_TOKEN)).toBe('operator');
  });
  it.each([{}, bearer('another'), { authorization: `Basic ${OPERATOR_TOKEN}` }])(
    'answers 401 to %j',
    async (headers) => expect(await judged(rules, headers)).toBe(401),
  );
  it('refuses strangers in a browser even with the token', async () => {
    const stranger = { origin: 'https://evil.example' };
    expect(await judged(rules, { ...bearer(OPERATOR_TOKEN), ...stranger })).toBe(403);
    expect(await judged(rules, stranger, OPERATOR_TOKEN)).toBe(403);
  });
});

describe('tokens', () => {
  let control: Control;
  const tokens: Record<string, string> = {};
  beforeAll(async () => {
    control = await openControl((real) => ({ access: { ...real.access, token: OPERATOR_TOKEN } }));
    for (const id of ['one', 'two']) await control.deps.sandboxes.create({ id });
    for (const role of ['read', 'test', 'admin']) {
      tokens[role] = (await make({ name: role, role })).body.token;
      tokens[`${role} of one`] = (await make({ name: role, role, sandbox: 'one' })).body.token;
    }
  });
  afterAll(() => control.close());

  const as = (token: string, method: string, path: string, body?: unknown): Promise<Answer> =>
    control.call(method, path, body, bearer(token));
  const make = (body: object, by = OPERATOR_TOKEN, path = '/tokens') => as(by, 'POST', path, body);

  it('are told once, and kept as digests', async () => {
    const { status, body } = await make({ name: 'Nightly', role: 'test' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: 'Nightly', role: 'test' });
    expect(body.token).toMatch(/^standin_default_[\w-]{43}$/);
    const { token, ...rest } = body;
    expect((await as(OPERATOR_TOKEN, 'GET', `/tokens/${body.id}`)).body).toEqual(rest);
    expect((await as(OPERATOR_TOKEN, 'GET', '/tokens')).body.items).toContainEqual(rest);
    const rows = JSON.stringify(await control.db.query('SELECT * FROM control_tokens', []));
    expect(rows).toContain('Nightly');
    expect(rows).not.toContain(token.slice(-43));
  });

  it('are made once for the same id and body, and 409 for another', async () => {
    const wanted = { id: 'ci', name: 'CI', role: 'read' };
    expect((await make(wanted)).status).toBe(201);
    const again = await make(wanted);
    expect([again.status, again.body.token]).toEqual([200, undefined]);
    expect((await make({ ...wanted, role: 'admin' })).status).toBe(409);
  });

  it.each([
    [{ role: 'read' }, '/name'],
    [{ name: 'x' }, '/role'],
    [{ name: 'x', role: 'root' }, '/role'],
    [{ name: 'x', role: 'read', sandbox: 'nowhere' }, '/sandbox'],
    [{ name: 'x', role: 'read', scope: 'all' }, '/scope'],
  ])('are refused as %j', async (body, path) => {
    const { status, body: problem } = await make(body);
    expect([status, problem.errors[0].path]).toEqual([422, path]);
  });

  it('are worth nothing once they are revoked', async () => {
    const { body } = await make({ name: 'Short', role: 'read' });
    expect((await as(body.token, 'GET', '/people')).status).toBe(200);
    expect((await as(OPERATOR_TOKEN, 'DELETE', `/tokens/${body.id}`)).status).toBe(204);
    expect((await as(body.token, 'GET', '/people')).status).toBe(401);
    expect((await as(OPERATOR_TOKEN, 'DELETE', `/tokens/${body.id}`)).status).toBe(404);
  });

  it('of a sandbox are listed and revoked there, or from the default one by its name', async () => {
    const { body } = await make({ name: 'Its own', role: 'test', sandbox: 'two' });
    expect(body.sandbox).toBe('two');
    const names = async (path: string) =>
      (await as(OPERATOR_TOKEN, 'GET', path)).body.items.map(({ name }: { name: string }) => name);
    expect(await names('/tokens?sandbox=two')).toEqual(['Its own']);
    expect(await names('/s/two/control/v1/tokens')).toEqual(['Its own']);
    const gone = await as(OPERATOR_TOKEN, 'DELETE', `/tokens/${body.id}?sandbox=two`);
    expect(gone.status).toBe(204);
  });

  it('of a sandbox work there alone', async () => {
    const own = tokens['test of one']!;
    expect((await as(own, 'GET', '/s/one/control/v1/people')).status).toBe(200);
    for (const path of ['/people', '/s/two/control/v1/people', '/sandboxes']) {
      const { status, body } = await as(own, 'GET', path);
      expect([status, body.errors[0].known]).toEqual([403, ['one']]);
    }
  });

  it('of a sandbox make tokens of that sandbox alone', async () => {
    const admin = tokens['admin of one']!;
    const there = '/s/one/control/v1/tokens';
    const made = await make({ name: 'Child', role: 'read' }, admin, there);
    expect([made.status, made.body.sandbox]).toEqual([201, 'one']);
    expect((await make({ name: 'x', role: 'read', sandbox: 'two' }, admin, there)).status).toBe(
      422,
    );
    const own = (await make({ name: 'd', role: 'admin', sandbox: 'default' })).body.token;
    expect((await make({ name: 'x', role: 'read' }, own)).body.sandbox).toBe('default');
    expect((await make({ name: 'x', role: 'read', sandbox: 'two' }, own)).status).toBe(422);
    expect((await as(own, 'GET', '/sandboxes')).status).toBe(403);
  });

  it('end with their sandbox', async () => {
    await control.deps.sandboxes.create({ id: 'three' });
    const { body } = await make({ name: 'x', role: 'read', sandbox: 'three' });
    await control.deps.sandboxes.remove('three');
    await control.deps.sandboxes.create({ id: 'three' });
    expect((await as(body.token, 'GET', '/s/three/control/v1/people')).status).toBe(401);
  });

  /** By what the contract says, not by the table that is tested. */
  function expected({ method, path }: { method: string; path: string }): string[] {
    if (/^\/tokens/.test(path)) return ['admin'];
    if (method === 'GET') return ['read', 'test', 'admin'];
    return /^\/sandboxes/.test(path) ? ['admin'] : ['test', 'admin'];
  }

  it('do what their role says, over every operation', async () => {
    const routes = routesOf(control.deps);
    expect(routes.length).toBeGreaterThan(40);
    for (const { method, path } of routes) {
      const url = path.replace(/:\w+/g, 'none').replace('{jpg,png}', 'jpg');
      for (const role of ['read', 'test', 'admin']) {
        // a body that no schema takes: what is let through is refused for that, and changes nothing
        const { status, body } = await as(
          tokens[role]!,
          method,
          url,
          method === 'GET' || path === '/outcomes' ? undefined : { no_such_member: 1 },
        );
        const may = expected({ method, path }).includes(role);
        expect([method, path, role, status === 403]).toEqual([method, path, role, !may]);
        if (!may) expect(body.detail).toContain(needOf({ method, path }).role);
      }
    }
  });

  it('are named by the events that they cause; loopback and the operator too', async () => {
    const id = async (token: string) => (await as(token, 'POST', '/people', {})).body.id;
    const [mine, operators] = [await id(tokens['test']!), await id(OPERATOR_TOKEN)];
    const actors = async (person: string) =>
      (await control.db.query('SELECT actor FROM events WHERE account_id = $1', [person])).map(
        ({ actor }) => actor,
      );
    expect(new Set(await actors(mine))).toEqual(new Set(['test']));
    expect(new Set(await actors(operators))).toEqual(new Set(['operator']));
  });
});

it('counts a token that is presented where none is needed', async () => {
  const control = await openControl();
  const { body } = await control.call('POST', '/tokens', { name: 'reader', role: 'read' });
  const asReader = (method: string, sent?: object) =>
    control.call(method, '/people', sent, bearer(body.token));
  expect((await asReader('GET')).status).toBe(200);
  expect((await asReader('POST', {})).status).toBe(403);
  await control.close();
});
