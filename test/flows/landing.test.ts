import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { createStories } from '../../src/scenarios/index.js';
import { connect } from '../../src/sdk/entries/client.js';
import { launchBrowser } from '../support/browser.js';
import { startServer, type RunningServer } from '../support/server.js';
import { createVisitor, type Visit, type Visitor } from '../support/visitor.js';

const STORIES = createStories('fixtures/scenarios')
  .list()
  .map(({ id }) => id);
const CALLBACK = 'http://localhost:3000/callback';

let server: RunningServer;
let visitor: Visitor;
beforeAll(async () => {
  server = await startServer();
  visitor = createVisitor(server.baseUrl);
}, 60_000);
afterAll(() => server.close());

const csrfOf = ({ html }: Visit): string => /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
const post = async (path: string, fields: Record<string, string>) =>
  visitor.post(server.baseUrl + path, {
    csrf: csrfOf(await visitor.get(server.baseUrl)),
    ...fields,
  });
/** What a reader of the page copies. */
const snippetOf = ({ html }: Visit, name: string): string => {
  const [, text = ''] = new RegExp(`data-testid="snippet-${name}">([^<]*)<`).exec(html) ?? [];
  const unescaped = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' } as const;
  return text.replace(
    /&(lt|gt|quot|#39|amp);/g,
    (_, name: keyof typeof unescaped) => unescaped[name],
  );
};
/** Runs the code of the page with its settings; answers the address to which it would send somebody. */
async function runNode(page: Visit): Promise<string> {
  const settings = snippetOf(page, 'env').matchAll(/^(\w+)=(.*)$/gm);
  const env = Object.fromEntries([...settings].map(([, name, value]) => [name, value]));
  const folder = mkdtempSync(join(process.cwd(), 'dist', 'snippet-'));
  try {
    const file = join(folder, 'app.mjs');
    writeFileSync(file, `${snippetOf(page, 'node')}\nconsole.log(url.href);`);
    const { stdout } = await promisify(execFile)(process.execPath, [file], {
      env: { ...process.env, ...env },
    });
    return stdout.trim();
  } finally {
    rmSync(folder, { recursive: true });
  }
}
const app = (query: Record<string, string>) =>
  visitor.get(`${server.baseUrl}/?${new URLSearchParams(query).toString()}`);

describe('try', () => {
  it('signs in as somebody and goes to their account', async () => {
    const account = await post('/tester/sign-in', { person: 'james' });
    expect(account.url).toBe(`${server.baseUrl}/account`);
    expect(account.html).toContain('james@');
  });

  it('goes to the simulated IRS, which is told to sign them in (OpenID Connect Core section 4)', async () => {
    const { left } = await post('/tester/sign-in', { person: 'maria', to: 'irs' });
    expect(left?.href).toMatch(`${server.irsUrl}/login?iss=${encodeURIComponent(server.baseUrl)}`);
  });

  it.each(['dana', 'nobody-of-that-name'])(
    'refuses %s, whom the rules keep out or nobody knows',
    async (person) => {
      const refusal = await post('/tester/sign-in', { person });
      expect(refusal.status).toBe(409);
      expect(refusal.html).toContain('The rules keep this person from signing in');
    },
  );

  it('refuses a form that is not its own', async () => {
    expect((await post('/tester/sign-in', { person: 'maria', csrf: 'forged' })).status).toBe(403);
  });

  it('takes one click from the front page to the account at the IRS, scripts or not', async () => {
    const browser: Browser = await launchBrowser();
    try {
      const page = await browser.newPage({ javaScriptEnabled: false });
      await page.goto(server.baseUrl);
      await page.getByTestId('enter-irs-as-maria').click();
      await page.waitForURL(`${server.irsUrl}/services/account`);
      expect(await page.textContent('h1')).toContain('Account');
    } finally {
      await browser.close();
    }
  }, 60_000);
});

describe('connect your app', () => {
  let clientId: string;
  beforeAll(async () => {
    const shown = await post('/tester/apps', { redirect_uri: CALLBACK });
    clientId = new URL(shown.url).searchParams.get('app') ?? '';
  });

  it('registers a client by its redirect URI and shows what to put into the application', async () => {
    const { html } = await app({ app: clientId });
    expect(html).toContain(`OIDC_ISSUER=${server.baseUrl}`);
    expect(html).toContain(`OIDC_CLIENT_ID=${clientId}`);
    expect(html).toMatch(/OIDC_CLIENT_SECRET=[\w-]{40,}/);
    expect(html).toContain('data-testid="light-waiting"');
  });

  it('says what is wrong with a redirect URI, and keeps it', async () => {
    const { status, html } = await post('/tester/apps', { redirect_uri: 'nowhere' });
    expect(status).toBe(422);
    expect(html).toMatch(/id="redirect_uri-error"[\s\S]{0,300}cannot be registered: redirect_uris/);
    expect(html).toContain('value="nowhere"');
  });

  it('rewrites the settings for Docker and for CI', async () => {
    expect((await app({ app: clientId, runs: 'docker' })).html).toContain('host.docker.internal');
    expect((await app({ app: clientId, runs: 'ci' })).html).toContain('STANDIN_CONFIG_INLINE');
  });

  it.each([
    ['standard', ''],
    ['idme', '/oidc'],
    ['logingov', '/logingov/'],
  ])(
    'rewrites them for an application that speaks %s, and its first request works',
    async (speaks, path) => {
      const page = await app({ app: clientId, speaks });
      expect(snippetOf(page, 'env').split('\n')[0]).toBe(`OIDC_ISSUER=${server.baseUrl}${path}`);
      expect(page.html.includes('OIDC_CLIENT_SECRET=')).toBe(speaks !== 'logingov');
      const { stdout } = await promisify(execFile)('sh', ['-euc', snippetOf(page, 'curl')]);
      expect(stdout).toMatch(/^303 http:\/\/\S+\/interaction\//);
      const { left, url } = await createVisitor(server.baseUrl).get(await runNode(page));
      expect([left, url]).toEqual([undefined, expect.stringMatching(/\/signin$/)]);
    },
  );

  it('shows the finding when a request is refused, and a green light at the first that is not', async () => {
    const ask = (redirect_uri: string) =>
      createVisitor(server.baseUrl).send(
        `${server.baseUrl}/connect/authorize?${new URLSearchParams({
          ...{ client_id: clientId, redirect_uri, response_type: 'code', scope: 'openid' },
          ...{ code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM' },
          code_challenge_method: 'S256',
        }).toString()}`,
      );
    await ask('http://localhost:3000/other');
    const refused = await app({ app: clientId });
    expect(refused.html).toContain('data-testid="light-refused"');
    expect(refused.html).toContain('http://localhost:3000/other');
    await ask(CALLBACK);
    expect((await app({ app: clientId })).html).toContain('data-testid="light-heard"');
  });
});

describe('make it fail', () => {
  it('shows a story with curl, test code and a link that plays it', async () => {
    const { html } = await app({ scenario: 'blurred-then-good' });
    expect(html).toContain('href="/go/blurred-then-good"');
    expect(html).toContain('$api/scenarios/blurred-then-good/apply');
    expect(html).toContain('scenarios.apply(&#39;blurred-then-good&#39;)');
  });

  it('gives commands that play it', async () => {
    const script = snippetOf(await app({ scenario: 'tampered-document' }), 'scenario-curl');
    const { stdout } = await promisify(execFile)('sh', ['-euc', script]);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ outcome: 'stopped', reasons: ['document.tampered'] },
    });
  });

  it.each(STORIES)('gives test code that %s passes', async (scenario) => {
    const code = snippetOf(await app({ scenario }), 'scenario-test');
    const [, body = ''] = /^import \{ connect \} from 'standin';\n([\s\S]*)$/.exec(code) ?? [];
    const tests: (() => Promise<void>)[] = [];
    const test = (_: string, run: () => Promise<void>) => tests.push(run);
    // oxlint-disable-next-line typescript/no-implied-eval -- what the page shows is what is run
    new Function('connect', 'test', 'expect', body)(connect, test, expect);
    expect(tests).toHaveLength(1);
    await tests[0]?.();
  });

  it('makes the person, arms the scripts and opens the login of the IRS for them', async () => {
    const { left } = await visitor.get(`${server.baseUrl}/go/blurred-then-good`);
    expect(left?.origin).toBe(server.irsUrl);
    const email = left?.searchParams.get('login_hint') ?? '';
    const answer = await fetch(`${server.controlUrl}/outcomes`);
    const { items } = (await answer.json()) as { items: { match: { person: string } }[] };
    const person = await fetch(`${server.controlUrl}/people/${email}`);
    const { id } = (await person.json()) as { id: string };
    expect(items.filter(({ match }) => match.person === id)).toHaveLength(2);
  });

  it('opens the login of the client that is named', async () => {
    const initiate_login_uri = 'http://localhost:3000/login?from=standin';
    const body = { redirect_uris: [CALLBACK], profile_options: { initiate_login_uri } };
    const made = await fetch(`${server.controlUrl}/clients`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const { client_id } = (await made.json()) as { client_id: string };
    const go = `${server.baseUrl}/go/verified-at-once?client_id=${client_id}`;
    const { left } = await visitor.get(go);
    expect(left?.href).toContain(`${initiate_login_uri}&iss=`);
  });

  it.each([
    ['nothing-of-the-kind', 404, 'no scenario of that name'],
    ['verified-at-once?client_id=nobody', 404, 'No client of that client_id'],
  ])('refuses /go/%s with %i', async (path, status, words) => {
    const refusal = await visitor.get(`${server.baseUrl}/go/${path}`);
    expect(refusal.status).toBe(status);
    expect(refusal.html).toContain(words);
  });

  it('refuses to be a picture of another page (Fetch Metadata)', async () => {
    const headers = { 'sec-fetch-dest': 'image' };
    expect((await fetch(`${server.baseUrl}/go/verified-at-once`, { headers })).status).toBe(403);
  });
});
