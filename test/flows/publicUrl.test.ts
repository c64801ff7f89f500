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
