import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { certifiedKey } from '../support/certificate.js';
import { makeFolder, standin, startServer, type Ran, type Started } from './standin.js';

jest.setTimeout(60_000);

const folder = makeFolder();
let server: Started;

beforeAll(async () => {
  const env = { LOG_LEVEL: 'debug' };
  server = await startServer(['--ephemeral', '--port', '0'], { cwd: folder.path, env });
}, 60_000);
afterAll(async () => {
  await server.stop();
  folder.remove();
});

const run = (...args: string[]): Promise<Ran> =>
  standin(args, { cwd: folder.path, env: { STANDIN_URL: server.ready.base_url } });

/** The lines of what a verb printed that went well. */
async function lines(...args: string[]): Promise<string[]> {
  const { code, stdout, stderr } = await run(...args);
  expect([stderr, code]).toEqual(['', 0]);
  return stdout.trimEnd().split('\n');
}

/** What a verb printed with --json. */
async function json(...args: string[]): Promise<any> {
  return JSON.parse((await lines(...args, '--json')).join('\n'));
}

describe('the verbs over a running server', () => {
  it('make, show, change and remove a person', async () => {
    const made = await json(
      ...['person', 'add', '--persona', 'maria', '--id', 'mia', '--ial', '2'],
      ...['--authenticators', 'password,totp', '--groups', 'a,b', '--family-name', 'Kestrel'],
    );
    expect(made).toMatchObject({ id: 'mia', ial: 2, family_name: 'Kestrel', groups: ['a', 'b'] });
    expect(made).toMatchObject({ password: expect.any(String), totp_secret: expect.any(String) });
    expect(await lines('person', 'totp', 'mia')).toEqual([expect.stringMatching(/^\d{6}$/)]);
    const shown = await lines('person', 'get', 'mia');
    expect(shown).toContainEqual(expect.stringMatching(/^name +Maria .*Kestrel$/));
    expect(shown.join()).not.toContain(made.password);
    const suspended = await lines('person', 'lifecycle', 'mia', 'suspend');
    expect(suspended).toContainEqual(expect.stringMatching(/^state +suspended$/));
    expect((await lines('person', 'list'))[0]).toMatch(/^id +name +email +state +ial/);
    expect(await lines('person', 'remove', 'mia')).toEqual(['removed mia']);
    expect(await run('person', 'get', 'mia')).toEqual({
      ...{ code: 1, stdout: '', stderr: 'standin: There is no such person.\n' },
    });
  });

  it('change a person, and sign one in for a browser', async () => {
    await lines('person', 'add', '--id', 'rob', '--authenticators', 'password,totp');
    const changed = await json('person', 'change', 'rob', '--family-name', 'Wren', '--tag', 'x');
    expect(changed).toMatchObject({ id: 'rob', family_name: 'Wren', tag: 'x' });
    expect(await json('person', 'get', 'rob')).toMatchObject({ family_name: 'Wren', tag: 'x' });
    const refused = await run('person', 'change', 'rob', '--phone', '12');
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('/phone must be')]);
    const [cookie = ''] = await lines('person', 'session', 'rob', '--authenticators', 'password');
    expect(cookie).toMatch(/^\w+=\S+; Path=\/$/);
    const account = await fetch(`${server.ready.base_url as string}/account`, {
      headers: { cookie: cookie.replace(/;.*/, '') },
      redirect: 'manual',
    });
    expect(account.status).toBe(200);
    const wrong = await run('person', 'session', 'rob', '--authenticators', 'passkey');
    expect([wrong.code, wrong.stderr]).toEqual([
      1,
      expect.stringContaining('/authenticators/0 is nothing that the person has'),
    ]);
  });

  it('rotate, withhold, retire and bring in signing keys', async () => {
    const [head, ...before] = await lines('key', 'list');
    expect(head).toMatch(/^kid +alg +state +created/);
    expect(before).toHaveLength(2);
    const { items } = await json('key', 'rotate', '--publish-only');
    expect(items.map(({ state }: any) => state).sort()).toEqual([
      ...['active', 'active', 'published', 'published'],
    ]);
    const [old] = items.filter(({ state }: any) => state === 'active');
    const early = await run('key', 'retire', old.kid);
    expect([early.code, early.stderr]).toEqual([1, expect.stringContaining('rotate first')]);
    await json('key', 'rotate');
    expect(await json('key', 'retire', old.kid)).toMatchObject({ state: 'retired' });
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwk = JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid: 'mine' });
    expect(await lines('key', 'import', '--body', jwk)).toContainEqual(
      expect.stringMatching(/^state +active$/),
    );
    expect(await json('key', 'withhold', 'mine')).toMatchObject({ state: 'withheld' });
    const bad = await run('key', 'import', '--body', '{"kty":"oct"}');
    expect([bad.code, bad.stderr]).toEqual([1, expect.stringContaining('/kty')]);
  });

  it('list the personas, each with a sentence', async () => {
    const listed = await lines('persona', 'list');
    expect(listed).toContainEqual(
      expect.stringMatching(/^maria +2 +maria@example\.com +\S+ .*\.$/),
    );
    expect(listed.length).toBeGreaterThan(8);
  });

  it('register an organisation and its client, and print what the client needs', async () => {
    await lines('partner', 'add', 'Harbor', '--id', 'harbor', '--contact', 'it@example.com');
    expect(await lines('partner', 'list')).toContainEqual(expect.stringMatching(/^harbor +Harbor/));
    const callback = 'http://localhost:3000/callback';
    const add = ['client', 'add', '--id', 'app', '--partner', 'harbor', '--redirect-uri', callback];
    const added = await lines(...add, '--name', 'My app');
    const base = server.ready.base_url as string;
    expect(added).toContainEqual(expect.stringMatching(new RegExp(`^issuer +${base}$`)));
    expect(added).toContainEqual(
      expect.stringMatching(new RegExp(`^discovery +${base}/\\.well-known/openid-configuration$`)),
    );
    expect(added).toContainEqual(expect.stringMatching(/^client_secret +\S{30,}$/));
    const updated = await json(
      'client',
      'update',
      'app',
      '--redirect-uri',
      'http://localhost:4000/cb',
    );
    expect(updated.redirect_uris).toEqual(['http://localhost:4000/cb']);
    expect(updated.issuers.idme).toBe(`${base}/oidc`);
    const rotated = await json('client', 'rotate-secret', 'app', '--grace', 'PT1H');
    expect(rotated.client_secret).not.toBe(updated.client_secret);
    expect(await lines('client', 'list')).toContainEqual(
      expect.stringMatching(/^app +My app +harbor/),
    );
    expect(await lines('client', 'remove', 'app')).toEqual(['removed app']);
    expect(await lines('partner', 'remove', 'harbor')).toEqual(['removed harbor']);
  });

  it('register a client by its certificate', async () => {
    const file = join(folder.path, 'app.pem');
    const { certificate } = certifiedKey('app.example.com');
    writeFileSync(file, certificate);
    const add = ['client', 'add', '--id', 'keyed', '--auth-method', 'private_key_jwt'];
    const back = ['--redirect-uri', 'http://localhost:3000/callback'];
    expect((await json(...add, ...back, '--cert', file)).certs).toEqual([certificate]);
    const missing = await run(...add, ...back, '--cert', join(folder.path, 'none.pem'));
    expect([missing.code, missing.stderr]).toEqual([1, expect.stringContaining('cannot be read')]);
  });

  it('let a client get what a token looks like, from a file or stdin, and log nothing of it', async () => {
    const claims = { fname: 'Xaviera', social: '666-12-9877', shoe_size: 'forty-one' };
    writeFileSync(join(folder.path, 'userinfo.txt'), JSON.stringify(claims));
    await lines('client', 'add', '--id', 'shaped', '--redirect-uri', 'http://localhost:1/cb');
    const shaped = await lines('client', 'shape', 'shaped', '--token-file', 'userinfo.txt');
    expect(shaped).toContainEqual(expect.stringMatching(/^naming +idme$/));
    expect(shaped).toContainEqual(expect.stringMatching(/^persona +maria$/));
    expect(shaped).toContainEqual(
      expect.stringMatching(/^social +string +NNN-NN-NNNN +NNNNNNNNN$/),
    );
    const env = { STANDIN_URL: server.ready.base_url as string };
    const args = ['client', 'shape', 'shaped', '--token-file', '-', '--policy', 'acme', '--json'];
    const piped = await standin(args, { cwd: folder.path, env, input: JSON.stringify(claims) });
    expect([piped.code, JSON.parse(piped.stdout)]).toMatchObject([
      0,
      { policy: 'acme', unknown: ['shoe_size'], userinfo: 'json' },
    ]);
    const written = shaped.join() + piped.stdout + server.stderr() + server.stdout();
    for (const value of Object.values(claims)) expect(written).not.toContain(value);
    const none = await run('client', 'shape', 'shaped', '--token-file', 'nothing.txt');
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('nothing.txt')]);
    const bad = await standin(args, { cwd: folder.path, env, input: 'nonsense' });
    expect([bad.code, bad.stderr]).toEqual([1, expect.stringContaining('/token is neither')]);
    await lines('client', 'remove', 'shaped');
  });

  it('let something go wrong on the wire, and take it back', async () => {
    const added = await lines(
      ...['fault', 'add', 'status', '--id', 'down', '--at', 'token', '--status', '503'],
      ...['--times', '2', '--person', 'maria'],
    );
    expect(added).toEqual(expect.arrayContaining([expect.stringMatching(/^members +status=503$/)]));
    expect(
      await json('fault', 'add', 'claim', '--at', 'token', '--claim', 'acr', '--value', '[1]'),
    ).toMatchObject({ kind: 'claim', value: [1], match: {} });
    await lines('fault', 'add', 'clock_skew', '--at', 'token', '--seconds', '-60');
    expect(await lines('fault', 'list')).toContainEqual(
      expect.stringMatching(/^down +token +status +status=503 +person=\S+ +0 +2$/),
    );
    expect(await json('fault', 'get', 'down')).toMatchObject({ used: 0, times_left: 2 });
    expect(await lines('fault', 'kinds')).toContainEqual(
      expect.stringMatching(/^wrong_nonce +token +- +The ID token has/),
    );
    const { code, stderr } = await run('fault', 'add', 'stale_jwks', '--at', 'token');
    expect([code, stderr]).toEqual([1, expect.stringContaining('does not happen at token')]);
    expect(await lines('fault', 'remove', 'down')).toEqual(['removed down']);
    expect(await lines('fault', 'remove', '--all')).toEqual(['removed all faults']);
    expect((await run('fault', 'remove')).code).toBe(2);
  });

  it('script outcomes', async () => {
    const scripted = await json(
      ...['outcome', 'add', '--id', 'blurred', '--person', 'maria', '--step', 'document'],
      ...['--result', 'document.image_blurred,pass', '--then', 'last'],
    );
    expect(scripted).toMatchObject({
      match: { person: 'maria' },
      results: ['document.image_blurred', 'pass'],
      then: 'last',
    });
    expect(await lines('outcome', 'get', 'blurred')).toContainEqual(
      expect.stringMatching(/^left +2$/),
    );
    expect(await lines('outcome', 'list')).toContainEqual(
      expect.stringMatching(/^blurred +person=maria +document/),
    );
    expect(await lines('outcome', 'remove', 'blurred')).toEqual(['removed blurred']);
    expect(await lines('outcome', 'remove', '--all')).toEqual(['removed all outcomes']);
  });

  it('name the steps that are known when a script names another', async () => {
    const { code, stderr } = await run('outcome', 'add', '--step', 'frob', '--result', 'pass');
    expect(code).toBe(1);
    expect(stderr).toMatch(/\/step {2}must be one of: document, selfie, /);
  });

  it('sign a person in, verify her with pictures that are read, and decide what stays open', async () => {
    await lines(
      'person',
      'add',
      '--persona',
      'amara',
      '--id',
      'ana',
      '--authenticators',
      'password,totp',
    );
    const script = [
      'outcome',
      'add',
      '--person',
      'ana',
      '--step',
      'decision',
      '--result',
      'review',
    ];
    await lines(...script);
    const signIn = ['sign-in', '--person', 'ana', '--client', 'irs', '--proof'];
    const scope = ['--scope', 'openid http://idmanagement.gov/ns/assurance/ial/2/aal/2'];
    const first = await json(...signIn, ...scope);
    expect(first.outcome).toBe('pending');
    const [waiting] = (await json('attempt', 'list', '--person', 'ana')).items;
    expect(waiting).toMatchObject({ state: 'in_review', person: 'ana' });
    expect(await lines('attempt', 'list', '--state', 'in_review')).toContainEqual(
      expect.stringMatching(new RegExp(`^${waiting.id} +ana +in_review`)),
    );
    const approved = await lines('attempt', 'approve', waiting.id);
    expect(approved).toContainEqual(expect.stringMatching(/^state +verified$/));
    expect(approved).toContainEqual(expect.stringMatching(/ decision +pass +action /));
    const { outcome, claims } = await json(...signIn, ...scope, '--exchange');
    expect(outcome).toBe('redirected');
    expect(claims).toMatchObject({ ial: '2' });
    expect((await run('attempt', 'decline', waiting.id)).stderr).toMatch(/^standin: /);
  });

  it('read the inbox, wait for it, and empty it', async () => {
    expect(await run('inbox', 'code', '--to', 'nobody@example.com', '--wait', '1')).toEqual({
      ...{ code: 1, stdout: '' },
      stderr: 'standin: there is no message to nobody@example.com with a code\n',
    });
    const waiting = lines('inbox', 'code', '--to', 'new@example.com', '--wait', '30');
    await signUp(server.ready.base_url, 'new@example.com');
    expect(await waiting).toEqual([expect.stringMatching(/^\d{6}$/)]);
    const link = await lines('inbox', 'link', '--to', 'new@example.com', '--kind', 'email');
    expect(link).toEqual([expect.stringMatching(new RegExp(`^${server.ready.base_url}/`))]);
    const whole = await lines('inbox', 'wait', '--to', 'new@example.com');
    expect(whole.join('\n')).toContain('Confirm e-mail address');
    expect(await lines('inbox', 'list', '--to', 'new@example.com')).toHaveLength(2);
    await lines('inbox', 'clear');
    expect(await lines('inbox', 'list')).toEqual(['(none)']);
  });

  it('let time pass', async () => {
    expect(await json('clock', 'get')).toMatchObject({ aged_by: 'PT0S' });
    expect(await lines('clock', 'advance', '26h')).toContainEqual(
      expect.stringMatching(/^ahead by +P1DT2H$/),
    );
    expect((await run('clock', 'advance', 'soon')).stderr).toContain('P1DT2H');
  });

  it('make a sandbox and work in it', async () => {
    const { base_url } = await json('sandbox', 'add', '--id', 'mine', '--ttl', '2h');
    expect(base_url).toBe(`${server.ready.base_url}/s/mine`);
    await lines('person', 'add', '--id', 'inside', '--sandbox', 'mine');
    expect((await json('person', 'list', '--sandbox', 'mine')).items).toHaveLength(1);
    expect((await run('person', 'get', 'inside')).code).toBe(1);
    expect(await lines('sandbox', 'list')).toContainEqual(expect.stringMatching(/^mine /));
    const [snapshot = ''] = await lines('sandbox', 'snapshot', 'mine');
    expect(await lines('sandbox', 'reset', 'mine')).toEqual(['reset mine']);
    expect((await json('person', 'list', '--sandbox', 'mine')).items).toEqual([]);
    await lines('sandbox', 'restore', 'mine', snapshot);
    expect((await json('person', 'list', '--sandbox', 'mine')).items).toHaveLength(1);
    const out = ['export', '--sandbox', 'mine', '--out'];
    expect(await json(...out, 'mine.json')).toEqual({ file: 'mine.json' });
    const nowhere = await run(...out, 'gone/mine.json');
    expect([nowhere.code, nowhere.stderr]).toEqual([
      ...[1, 'standin: gone/mine.json cannot be written (ENOENT)\n'],
    ]);
    await lines('sandbox', 'reset', 'mine');
    await lines('import', 'mine.json', '--sandbox', 'mine');
    expect((await json('person', 'list', '--sandbox', 'mine')).items).toHaveLength(1);
    expect(await lines('sandbox', 'remove', 'mine')).toEqual(['removed mine']);
  });
});

/** Signs up as a browser without scripts would: cookies, redirects, hidden fields. */
async function signUp(base: string, email: string): Promise<void> {
  const jar = new Map<string, string>();
  const go = async (
    url: URL,
    init: { method?: string; body?: URLSearchParams } = {},
  ): Promise<[URL, string]> => {
    const cookie = [...jar].map((pair) => pair.join('=')).join('; ');
    const headers = { cookie, origin: url.origin };
    const answer = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const one of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? [];
      jar.set(name, value);
    }
    const next = answer.headers.get('location');
    return next === null ? [url, await answer.text()] : go(new URL(next, url));
  };
  const [at, html] = await go(new URL('/signup', base));
  const body = new URLSearchParams({
    email,
    password: 'a long road to lighthouse 7',
    terms: 'yes',
  });
  for (const [input] of html.matchAll(/<input[^>]+type="hidden"[^>]*>/g))
    body.set(...hiddenField(input));
  const action = /<form method="post" action="([^"]*)"[^>]*sign-up-form/.exec(html)?.[1] ?? '';
  await go(new URL(action, at), { method: 'POST', body });
}

const hiddenField = (input: string): [string, string] => [
  /name="([^"]*)"/.exec(input)?.[1] ?? '',
  /value="([^"]*)"/.exec(input)?.[1] ?? '',
];

describe('standin apply', () => {
  const apply = (file: object, ...args: string[]) =>
    standin(['apply', '-f', '-', ...args], {
      ...{ cwd: folder.path, env: { STANDIN_URL: server.ready.base_url } },
      input: JSON.stringify(file),
    });
  const script = (results: string[]) => ({
    ...{ id: 'applied', match: { person: 'robin' }, step: 'document', results },
  });
  const file = {
    partners: [{ id: 'acme', name: 'Acme' }],
    clients: [
      { client_id: 'acme-web', partner: 'acme', redirect_uris: ['http://localhost:3000/cb'] },
    ],
    people: [{ id: 'robin', given_name: 'Robin', ial: 2 }],
    outcomes: [script(['pass'])],
  };
  const done = async (wanted: object) => {
    const { stdout, stderr } = await apply(wanted, '--json');
    expect(stderr).toBe('');
    return JSON.parse(stdout).items.map(({ id, done: how }: any) => `${id} ${how}`);
  };

  it('makes what is missing, leaves what is the same and changes what differs', async () => {
    const inPlace = ['acme', 'acme-web', 'robin', 'applied'].map((id) => `${id} in place`);
    expect(await done(file)).toEqual(inPlace);
    expect(await done(file)).toEqual(inPlace);
    const changed = {
      clients: [{ ...file.clients[0], redirect_uris: ['http://localhost:4000/cb'] }],
      outcomes: [script(['document.expired'])],
    };
    expect(await done(changed)).toEqual(['acme-web changed', 'applied changed']);
    expect(await json('client', 'get', 'acme-web')).toMatchObject({
      redirect_uris: ['http://localhost:4000/cb'],
    });
    expect(await json('outcome', 'get', 'applied')).toMatchObject({
      results: ['document.expired'],
    });
  });

  it('says what cannot be changed of somebody who is there', async () => {
    const { code, stderr } = await apply({ people: [{ id: 'robin', given_name: 'Rob', ial: 1 }] });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /\/people\/0\/ial +cannot be changed; remove robin first, or take another id/,
    );
  });

  it('tells every refusal with its place in the file', async () => {
    const { code, stderr } = await apply({
      partners: [
        { id: 'fine', name: 'Fine' },
        { id: 'odd', nome: 'x' },
      ],
      outcomes: [{ ...script(['pass']), id: 'odd', step: 'dokument' }],
    });
    expect(code).toBe(1);
    expect(stderr).toContain('2 of 3 were refused; the others are in place');
    expect(stderr).toMatch(/\/partners\/1\/nome +is not a known member/);
    expect(stderr).toMatch(/\/outcomes\/0\/step +must be one of/);
  });

  it.each([
    ['a section that is none', { persons: [] }, 'persons is not a setting; known are'],
    ['an item without an id', { people: [{ ial: 2 }] }, '/people/0 needs an id'],
  ])('refuses %s before it asks the server: exit code 2', async (_, wanted, said) => {
    const { code, stderr } = await apply(wanted);
    expect([code, stderr]).toEqual([2, expect.stringContaining(said)]);
  });

  it("prints a client's settings as environment variables", async () => {
    const shown = await lines('env', 'acme-web', '--profile', 'idme', '--prefix', 'IDME_');
    expect(shown).toContain(`IDME_ISSUER=${server.ready.base_url}/oidc`);
    expect(shown).toContain('IDME_CLIENT_ID=acme-web');
    const logingov = await lines('env', 'acme-web', '--profile', 'logingov');
    expect(logingov).toContain(
      `OIDC_DISCOVERY_URL=${server.ready.base_url}/logingov/.well-known/openid-configuration`,
    );
    expect(logingov).toContain('OIDC_TOKEN_ENDPOINT_AUTH_METHOD=none');
    expect(logingov.join()).not.toContain('SECRET');
    const { OIDC_ISSUER } = await json('env', 'acme-web');
    expect(OIDC_ISSUER).toBe(server.ready.base_url);
    expect((await run('env', 'acme-web', '--profile', 'x')).stderr).toContain('known: standard');
    expect((await run('env', 'acme-web', '--prefix', '1')).code).toBe(2);
  });
});
