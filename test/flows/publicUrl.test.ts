import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../support/freePort.js';
import { startServer, type RunningServer } from '../support/server.js';

const PUBLIC = 'https://id.example.com';

/** Asked by the socket's own address, as a proxy that rewrites Host would. */
describe('behind a proxy with TLS, by its public URL', () => {
  let server: RunningServer;
  let at: string;
  beforeAll(async () => {
    const port = await freePort();
    const args = ['--no-irs', '--public-url', PUBLIC, '--port', String(port)];
    server = await startServer({ args });
    at = `http://localhost:${port}`;
  }, 60_000);
  afterAll(() => server.close());

  it('issues under the public URL and sends browsers there (contract section 2)', async () => {
    const document: unknown = await (await fetch(`${at}/.well-known/openid-configuration`)).json();
    expect(document).toMatchObject({
      issuer: PUBLIC,
      authorization_endpoint: `${PUBLIC}/connect/authorize`,
      end_session_endpoint: `${PUBLIC}/connect/logout`,
    });
  });

  it('keeps a sign-in in cookies that only TLS carries', async () => {
    const query = new URLSearchParams({
      client_id: 'standin-account',
      response_type: 'none',
      scope: 'openid',
      redirect_uri: `${PUBLIC}/account`,
    });
    const answer = await fetch(`${at}/connect/authorize?${query.toString()}`, {
      redirect: 'manual',
    });
    expect(answer.status).toBe(303);
    const cookies = answer.headers.getSetCookie();
    expect(cookies).not.toHaveLength(0);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/^__Secure-standin_/);
      expect(cookie.toLowerCase()).toContain('; secure');
    }
  });
});

describe('the simulated IRS beside a public URL', () => {
  const IRS = 'https://irs.example.com';
  /** Where it says the IRS is, and whether the front page leads there. */
  const irsOf = async (env: Record<string, string>, look: () => Promise<void>) => {
    const port = await freePort();
    const args = ['--public-url', PUBLIC, '--port', String(port)];
    const server = await startServer({ args, env });
    try {
      await look();
      const html = await (await fetch(`http://localhost:${port}/`)).text();
      return { irsUrl: server.irsUrl, offered: html.includes('data-testid="enter-irs"') };
    } finally {
      await server.close();
    }
  };

  it('is not offered where its address would lead people to their own machine', async () => {
    const { irsUrl, offered } = await irsOf({}, () => Promise.resolve());
    expect(irsUrl).toMatch(/^http:\/\/localhost:/);
    expect(offered).toBe(false);
  }, 60_000);

  it('lives at an address of its own when that is configured, and is offered', async () => {
    const port = await freePort();
    const env = { STANDIN_IRS_PUBLIC_URL: `${IRS}/`, STANDIN_IRS_PORT: String(port) };
    const look = async () => {
      const moved = await fetch(`http://localhost:${port}/`, { redirect: 'manual' });
      expect(moved.headers.get('location')).toBe(`${IRS}/`);
    };
    expect(await irsOf(env, look)).toEqual({ irsUrl: IRS, offered: true });
  }, 60_000);
});

it('asks for a token of the control API when a proxy on this machine shows it to the public', async () => {
  const env = { STANDIN_GATE: 'team:herons-in-a-row' };
  const args = ['--no-irs', '--public-url', 'https://standin.acme.org'];
  const port = String(await freePort());
  const server = await startServer({ args: [...args, '--port', port], env });
  try {
    const people = `http://localhost:${port}/control/v1/people`;
    expect((await fetch(people)).status).toBe(401);
    const [, token = ''] = /"control_token":"([^"]+)"/.exec(server.output()) ?? [];
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(people, { headers })).status).toBe(200);
  } finally {
    await server.close();
  }
}, 60_000);
