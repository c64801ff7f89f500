// A person at IAL2 and her headless sign-in to tokens, one at a time and 16 in parallel, on both engines; beside it authorize
// and token of oauth2-mock-server, which keeps no rule, from the same driver. Aims: 100 a second on SQLite at 16, and at most
// 4 times the mock's CPU. Usage: node bench/people.mjs [rounds] [operations a round]
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { agent, control, send } from './support/http.mjs';
import { postgres, start, startStandin } from './support/servers.mjs';

const ROUNDS = Number(process.argv[2] ?? 5);
const OPERATIONS = Number(process.argv[3] ?? 160);
const WARM_UP = 4;
const REDIRECT_URI = 'http://localhost:3999/callback';
const folder = mkdtempSync(join(tmpdir(), 'standin-bench-'));

const MOCK = `
import { OAuth2Server } from 'oauth2-mock-server';
const server = new OAuth2Server();
await server.issuer.keys.generate('RS256');
await server.start(0, '127.0.0.1');
console.log(JSON.stringify({ base_url: 'http://127.0.0.1:' + server.address().port }));`;

/** Authorize and token as an app with PKCE makes them. */
async function mock() {
  const server = await start(['--input-type=module', '-e', MOCK]);
  const run = async () => {
    const verifier = randomBytes(32).toString('base64url');
    const url = new URL('/authorize', server.base);
    url.search = new URLSearchParams({
      ...{ client_id: 'app', redirect_uri: REDIRECT_URI, response_type: 'code' },
      ...{ scope: 'openid email profile', state: 'state-of-the-bench' },
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    const { headers } = await send(url);
    const code = new URL(headers.location).searchParams.get('code');
    const { text } = await send(new URL('/token', server.base), {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        ...{ grant_type: 'authorization_code', code, client_id: 'app' },
        ...{ redirect_uri: REDIRECT_URI, code_verifier: verifier },
      }).toString(),
    });
    if (!JSON.parse(text).id_token) throw new Error(`the mock answered ${text}`);
  };
  return { ...server, run };
}

/** Makes a person and signs her in; her ID token must say that she is proofed and used two factors. */
async function standin(args, env) {
  const server = await startStandin(args, env);
  const { client_id } = await control(server.base, '/clients', {
    client_name: 'Bench',
    redirect_uris: [REDIRECT_URI],
  });
  const person = { ial: 2, authenticators: ['password', 'totp'] };
  const run = async () => {
    const { id } = await control(server.base, '/people', person);
    const { claims } = await control(server.base, '/sign-in', {
      ...{ client_id, person: id, scope: 'openid email profile identity', exchange: true },
    });
    if (claims?.ial !== '2' || claims.aal !== '2') throw new Error('not signed in at IAL2');
  };
  const make = () => control(server.base, '/people', person);
  return { ...server, run, make };
}

/** CPU and wall time in ms of an operation when `wide` of them are under way at once. */
async function measure({ cpu, run }, wide, count = OPERATIONS) {
  agent.destroy(); // a server that waited for its turn may be closing what was left open
  const before = await cpu();
  const started = performance.now();
  let left = count;
  const lane = async () => {
    while (left-- > 0) await run();
  };
  await Promise.all(Array.from({ length: wide }, lane));
  const ms = (performance.now() - started) / count;
  return { cpu: ((await cpu()) - before) / count, ms };
}

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

const parties = {
  'oauth2-mock-server': await mock(),
  'on SQLite': await standin(['--ephemeral']),
  'on PostgreSQL': await standin(['--data', folder], await postgres(folder)),
};
for (const party of Object.values(parties))
  for (let i = 0; i < WARM_UP; i++) await measure(party, 4); // V8 goes on optimising for a thousand operations

process.stdout.write(`a person at IAL2 and her sign-in to tokens, ${ROUNDS} rounds of ${OPERATIONS}
                   at once  CPU ms  a second  ratio of CPU to the mock's, median (each round)\n`);
for (const wide of [1, 16]) {
  const taken = Object.fromEntries(Object.keys(parties).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, party] of Object.entries(parties))
      taken[name].push(await measure(party, wide));
  const mocks = taken['oauth2-mock-server'];
  for (const [name, list] of Object.entries(taken)) {
    const ratios = list.map(({ cpu }, i) => cpu / mocks[i].cpu);
    const cells = [
      String(wide).padStart(6),
      median(list.map(({ cpu }) => cpu)).toFixed(2),
      (1000 / median(list.map(({ ms }) => ms))).toFixed(0),
    ];
    process.stdout.write(
      `${name.padEnd(19)}${cells.map((cell) => cell.padStart(8)).join('')}   ${median(ratios).toFixed(2)} (${ratios.map((each) => each.toFixed(2)).join(' ')})\n`,
    );
  }
}
const { make, cpu } = parties['on SQLite'];
const { cpu: making, ms } = await measure({ cpu, run: make }, 1);
process.stdout.write(
  `a verified person alone, on SQLite: ${ms.toFixed(1)} ms, ${making.toFixed(1)} ms of CPU (aim: under 30 ms)\n`,
);
agent.destroy();
for (const party of Object.values(parties)) await party.stop();
// PostgreSQL may still be putting its files away.
rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
