import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { BIN, startServer } from '../cli/standin.js';
import { postgresPlace } from '../durability/server.js';
import { postgresUrl } from '../support/postgres.js';
import { buildServer } from '../support/server.js';
import { createVisitor, signIn as signInByPages, type Person } from '../support/provider.js';

jest.setTimeout(300_000);

const WORKERS = 40;
const IAL2 = 'http://idmanagement.gov/ns/assurance/ial/2/aal/2';
const redirect_uris = ['http://localhost:3999/callback'];
const APP = { client_id: 'app', redirect_uris };
const numbers = Array.from({ length: WORKERS }, (_, n) => n);

type Json = ReturnType<typeof JSON.parse>;
type Call = (method: string, path: string, body?: unknown) => Promise<Json>;

interface World {
  readonly base: string;
  close(): Promise<unknown>;
}

async function onSqlite(): Promise<World> {
  const { ready, stop } = await startServer(['--ephemeral', '--port', '0', '--no-irs', '--quiet'], {
    cwd: join(BIN, '../..'),
    env: { STANDIN_CONFIG_INLINE: '{}' },
  });
  return { base: ready.base_url, close: stop };
}

async function onPostgres(): Promise<World> {
  const place = await postgresPlace();
  const args = ['--workers', '3', '--port', '0', '--no-irs', '--quiet', ...place.args];
  const { ready, stop } = await startServer(args, {
    cwd: join(BIN, '../..'),
    env: { ...place.env, STANDIN_CONFIG_INLINE: '{}' },
  });
  return {
    base: ready.base_url,
    async close() {
      await stop();
      await place.remove();
    },
  };
}

const callerAt =
  (base: string): Call =>
  async (method, path, body) => {
    const response = await fetch(`${base}/control/v1${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };

/** What a worker scripts for itself, unlike every other: a reason of its own. */
interface Story {
  readonly step: 'document' | 'selfie';
  readonly reason: string;
}

/** What is tried again by itself a moment later: it may be running when a worker comes back. */
const PASSING = /^vendor\.|_unavailable$/;

/** A reason for each worker, so that one that saw another's would show it. */
async function storiesAt(call: Call): Promise<readonly Story[]> {
  const { items } = await call('GET', '/catalogue/steps?limit=200');
  const reasonsOf = (step: Story['step']): Story[] =>
    (items as { id: string; reasons: string[] }[])
      .filter(({ id }) => id === step)
      .flatMap(({ reasons }) => reasons.filter((reason) => !PASSING.test(reason)))
      .map((reason) => ({ step, reason }));
  return [...reasonsOf('document'), ...reasonsOf('selfie')];
}

/** Scripts one step to fail once as the story says, the other to pass. */
async function script(call: Call, match: object, { step, reason }: Story): Promise<void> {
  const other = step === 'document' ? 'selfie' : 'document';
  await call('POST', '/outcomes', { match, step, results: [reason], then: 'pass' });
  await call('POST', '/outcomes', { match, step: other, results: ['pass'], then: 'pass' });
}

/** One test of a suite: its person, its script, its sign-ins, and nothing of anybody else's. */
async function work(call: Call, story: Story, { person, tag }: { person: object; tag: string }) {
  const made: Person = await call('POST', '/people', {
    authenticators: ['password', 'totp'],
    ...person,
  });
  await script(call, { tag }, story);
  const go = () =>
    call('POST', '/sign-in', {
      ...{ client_id: APP.client_id, scope: `openid email ${IAL2}`, person: made.id, tag },
      ...{ proof: true, exchange: true },
    });
  const first = await go();
  expect([tag, first.reasons]).toEqual([tag, [story.reason]]);
  expect(first.outcome).not.toBe('redirected');
  const second = await go();
  if (first.outcome === 'retry') expect(second.outcome).toBe('redirected');
  if (second.outcome === 'redirected')
    expect(second.claims).toMatchObject({ sub: made.uuid, email: made.email, ial: '2' });
  else expect([tag, second.reasons]).toEqual([tag, [story.reason]]);
  const { items } = await call('GET', `/attempts?tag=${tag}`);
  expect(new Set(items.map((one: Json) => one.person))).toEqual(new Set([made.id]));
}

describe.each([
  ['SQLite', onSqlite],
  ['PostgreSQL, in three processes', onPostgres],
])('forty tests at once against one server (%s)', (name, start) => {
  let world: World;
  let call: Call;
  let stories: readonly Story[];
  beforeAll(async () => {
    buildServer();
    if (name !== 'SQLite') await postgresUrl();
    world = await start();
    call = callerAt(world.base);
    await call('POST', '/clients', APP);
    stories = await storiesAt(call);
  });
  afterAll(() => world.close());

  const storyOf = (n: number): Story => {
    const story = stories[n];
    if (!story) throw new Error(`${stories.length} reasons are too few`);
    return story;
  };

  it('each with a person and a tag of its own, see their own outcomes alone', async () => {
    await Promise.all(
      numbers.map((n) =>
        work(call, storyOf(n), { person: { id: `worker-${n}` }, tag: `tag-${n}` }),
      ),
    );
  });

  it('each in a sandbox of its own, see their own although all use the same names', async () => {
    await Promise.all(
      numbers.map(async (n) => {
        const { base_url } = await call('POST', '/sandboxes', { id: `box-${n}` });
        const own = callerAt(base_url);
        await own('POST', '/clients', APP);
        await work(own, storyOf(n), { person: { id: 'worker' }, tag: 'same' });
      }),
    );
  });

  it('each in a browser of its own, by the pages, are answered as their own tag says', async () => {
    const denied = (n: number) => n % 2 === 0;
    const { client_secret: _secret, ...client } = await call('GET', `/clients/${APP.client_id}`);
    await Promise.all(
      numbers.map(async (n) => {
        const person: Person = await call('POST', '/people', {
          ...{ authenticators: ['password', 'totp', 'recovery_codes'], tag: `page-${n}` },
        });
        if (denied(n))
          await call('POST', '/outcomes', {
            ...{
              match: { tag: `page-${n}` },
              step: 'consent',
              results: ['policy.consent_declined'],
            },
          });
        const query = new URLSearchParams({
          ...{
            client_id: client.client_id,
            redirect_uri: redirect_uris[0]!,
            scope: 'openid email',
          },
          ...{ response_type: 'code', state: `state-${n}` },
        });
        const url = `${world.base}/connect/authorize?${query.toString()}`;
        const back = await signInByPages(createVisitor(world.base), url, person);
        expect([n, back.searchParams.get('state')]).toEqual([n, `state-${n}`]);
        expect([n, back.searchParams.get('error')]).toEqual([
          n,
          denied(n) ? 'access_denied' : null,
        ]);
      }),
    );
  });
});
