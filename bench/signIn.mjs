// Sign-in of an existing session with remembered consent: authorize, token, userinfo, with the same requests at bare
// oidc-provider in memory, in turns. Server CPU per sign-in: at most 1.3 times bare's on SQLite, 2.0 on PostgreSQL.
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = join(import.meta.dirname, '..');
const ROUNDS = Number(process.argv[2] ?? 5);
const SIGN_INS = Number(process.argv[3] ?? 250);
const REDIRECT_URI = 'http://localhost:3999/callback';
const folder = mkdtempSync(join(tmpdir(), 'standin-bench-'));

/** Tells its parent how much CPU it has used, when asked. */
const REPORT = join(folder, 'report.cjs');
writeFileSync(REPORT, `process.on('message', () => process.send({ cpu: process.cpuUsage() }));`);

const BARE = `
import { generateKeyPairSync } from 'node:crypto';
import { Provider } from 'oidc-provider';
const jwk = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
const provider = new Provider('http://localhost', {
  clients: [{ client_id: 'app', client_secret: 'a-secret-of-the-bench', redirect_uris: ['${REDIRECT_URI}'] }],
  jwks: { keys: [{ ...jwk, alg: 'RS256', use: 'sig' }] },
  cookies: { keys: ['a-key-of-the-bench'] },
  claims: { openid: ['sub', 'acr', 'amr', 'auth_time'], email: ['email', 'email_verified'], profile: ['name', 'given_name', 'family_name'] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (ctx, interaction) => '/interaction/' + interaction.uid },
  findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id, email: 'maria@example.com', email_verified: true, name: 'Maria Alvarez', given_name: 'Maria', family_name: 'Alvarez' }) }),
  loadExistingGrant: async (ctx) => {
    const known = ctx.oidc.session.grantIdFor(ctx.oidc.client.clientId);
    if (known) return ctx.oidc.provider.Grant.find(known);
    const grant = new ctx.oidc.provider.Grant({ accountId: ctx.oidc.session.accountId, clientId: ctx.oidc.client.clientId });
    grant.addOIDCScope('openid email profile');
    await grant.save();
    return grant;
  },
});
provider.use(async (ctx, next) => {
  if (!ctx.path.startsWith('/interaction/')) return next();
  await provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: 'maria' } });
  ctx.respond = false;
});
const server = provider.listen(0, () => console.log(JSON.stringify({ base_url: 'http://localhost:' + server.address().port })));`;

/** Starts a server that prints its address as JSON; answers it with a way to ask for its CPU time. */
async function start(args, env = {}) {
  const child = spawn(process.execPath, ['-r', REPORT, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
  });
  let text = '';
  const base = await new Promise((done, failed) => {
    child.stdout.on('data', (chunk) => {
      text += chunk;
      const line = text.split('\n').find((each) => each.startsWith('{') && each.endsWith('}'));
      if (line) done(JSON.parse(line).base_url);
    });
    child.on('exit', (code) => failed(new Error(`the server ended: ${code}`)));
  });
  return {
    base,
    cpu: () =>
      new Promise((done) => {
        child.once('message', ({ cpu }) => done((cpu.user + cpu.system) / 1000));
        child.send('cpu');
      }),
    stop: () =>
      new Promise((done) => {
        child.removeAllListeners('exit');
        child.on('exit', done);
        child.kill('SIGTERM');
      }),
  };
}

const agent = new Agent({ keepAlive: true });

function send(url, { method = 'GET', headers = {}, body } = {}) {
  return new Promise((done, failed) => {
    const sent = request(url, { method, headers, agent }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () =>
        done({
          status: response.statusCode,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.on('error', failed);
    sent.end(body);
  });
}

/** A browser as far as cookies go: at these servers no two have the same name. */
function createJar() {
  const jar = new Map();
  return async (url, options = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await send(url, { ...options, headers: { ...options.headers, cookie } });
    for (const line of response.headers['set-cookie'] ?? []) {
      const [pair] = line.split(';');
      const cut = pair.indexOf('=');
      if (/expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(pair.slice(0, cut));
      else jar.set(pair.slice(0, cut), pair.slice(cut + 1));
    }
    return response;
  };
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** One sign-in of a session: what a relying party and its browser send. */
async function signIn({ base, paths, client, browse }) {
  const verifier = randomBytes(32).toString('base64url');
  const url = new URL(base + paths.authorize);
  url.search = new URLSearchParams({
    client_id: client.client_id,
    redirect_uri: REDIRECT_URI,
    response_type: 'code',
    scope: 'openid email profile',
    state: 'state-of-the-bench',
    nonce: 'nonce-of-the-bench',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const authorized = await browse(url);
  const code = new URL(authorized.headers.location, base).searchParams.get('code');
  if (!code) return authorized;
  const token = await send(base + paths.token, {
    method: 'POST',
    headers: {
      ...FORM,
      authorization: `Basic ${Buffer.from(`${client.client_id}:${client.client_secret}`).toString('base64')}`,
    },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: REDIRECT_URI,
      code_verifier: verifier,
    }).toString(),
  });
  const { access_token } = JSON.parse(token.text);
  const userinfo = await send(base + paths.userinfo, {
    headers: { authorization: `Bearer ${access_token}` },
  });
  if (!JSON.parse(userinfo.text).email) throw new Error(`userinfo: ${userinfo.text}`);
  return undefined;
}

async function bare() {
  const server = await start(['--input-type=module', '-e', BARE]);
  const client = { client_id: 'app', client_secret: 'a-secret-of-the-bench' };
  const paths = { authorize: '/auth', token: '/token', userinfo: '/me' };
  const party = { base: server.base, paths, client, browse: createJar() };
  const interaction = await signIn(party);
  const resumed = await party.browse(new URL(interaction.headers.location, server.base));
  await party.browse(resumed.headers.location.replace('http://localhost/', `${server.base}/`));
  return { ...server, run: () => signIn(party) };
}

const json = async (base, path, body) => {
  const headers = { 'content-type': 'application/json' };
  const { status, text } = await send(`${base}/control/v1${path}`, {
    ...{ method: 'POST', headers },
    body: JSON.stringify(body),
  });
  if (status !== 201) throw new Error(`${path}: ${status} ${text}`);
  return JSON.parse(text);
};

/** Standin, with a person who signed in once by its pages and allowed the client to know them. */
async function standin(args, env) {
  const server = await start(
    ['bin/standin.cjs', 'start', '--port', '0', '--no-irs', '--json', ...args],
    env,
  );
  const { base } = server;
  const client = await json(base, '/clients', {
    client_name: 'Bench',
    redirect_uris: [REDIRECT_URI],
  });
  const person = await json(base, '/people', { persona: 'maria', ial: 2 });
  const browse = createJar();
  const paths = {
    authorize: '/connect/authorize',
    token: '/connect/token',
    userinfo: '/connect/userinfo',
  };
  const party = { base, paths, client, browse };
  let at = new URL((await signIn(party)).headers.location, base);
  for (let i = 0; i < 12 && at.href.startsWith(base); i++) {
    let page = await browse(at);
    const csrf = /name="csrf" value="([^"]*)"/.exec(page.text)?.[1];
    if (csrf) {
      const { email, password } = person;
      const attributes = [...page.text.matchAll(/name="attribute" value="([^"]*)"/g)];
      const body = new URLSearchParams([
        ...Object.entries({ csrf, email, password, decision: 'allow' }),
        ...attributes.map(([, name]) => ['attribute', name]),
      ]).toString();
      page = await browse(at, { method: 'POST', headers: { ...FORM, origin: base }, body });
    }
    at = new URL(page.headers.location, base);
  }
  return { ...server, run: () => signIn(party) };
}

/** A throw-away PostgreSQL of the tests' own kind, which ends with this process. */
async function postgres() {
  const keeper = spawn(
    process.execPath,
    [join(root, 'test/support/postgresServer.mjs'), join(folder), String(process.pid)],
    { stdio: 'ignore' },
  );
  while (!existsSync(join(folder, 'ready.json'))) {
    if (keeper.exitCode !== null) throw new Error('PostgreSQL did not start');
    await sleep(50);
  }
  const { port } = JSON.parse(readFileSync(join(folder, 'ready.json'), 'utf8'));
  return {
    DATABASE_URL: `postgres://standin@127.0.0.1:${port}/postgres`,
    STANDIN_SECRET: randomBytes(32).toString('base64url'),
  };
}

async function measure({ cpu, run }) {
  const before = await cpu();
  const started = performance.now();
  for (let i = 0; i < SIGN_INS; i++) {
    const refused = await run();
    if (refused) throw new Error(`not signed in: ${refused.status} ${refused.headers.location}`);
  }
  return {
    cpu: ((await cpu()) - before) / SIGN_INS,
    ms: (performance.now() - started) / SIGN_INS,
  };
}

const parties = {
  'oidc-provider': await bare(),
  'on SQLite': await standin(['--ephemeral']),
  'on PostgreSQL': await standin(['--data', folder], await postgres()),
};
const taken = Object.fromEntries(Object.keys(parties).map((name) => [name, []]));
for (const party of Object.values(parties)) await measure(party); // warm
for (let round = 0; round < ROUNDS; round++)
  for (const [name, party] of Object.entries(parties)) taken[name].push(await measure(party));

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
const BARS = { 'oidc-provider': 1, 'on SQLite': 1.3, 'on PostgreSQL': 2 };
const bareCpu = taken['oidc-provider'].map(({ cpu }) => cpu);
let missed = false;
process.stdout
  .write(`authorize + token + userinfo of a session with remembered consent, RS256, ${ROUNDS} rounds of ${SIGN_INS}
                 CPU ms  wall ms  ratio of CPU to bare's, median (each round)\n`);
for (const [name, list] of Object.entries(taken)) {
  const ratios = list.map(({ cpu }, i) => cpu / bareCpu[i]);
  missed ||= median(ratios) > BARS[name];
  process.stdout.write(
    `${name.padEnd(15)} ${median(list.map(({ cpu }) => cpu))
      .toFixed(2)
      .padStart(7)} ${median(list.map(({ ms }) => ms))
      .toFixed(2)
      .padStart(
        8,
      )}  ${median(ratios).toFixed(2)} (at most ${BARS[name].toFixed(1)}; ${ratios.map((each) => each.toFixed(2)).join(' ')})\n`,
  );
}
agent.destroy();
for (const party of Object.values(parties)) await party.stop();
rmSync(folder, { recursive: true, force: true });
process.exitCode = missed ? 1 : 0;
