import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../support/freePort.js';
import { startServer, type RunningServer } from '../support/server.js';

const PUBLIC = 'http://id.standin.test';
const GATE = 'tester:not-for-strangers';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** By a Host of our choice, which fetch does not let one say. */
const ask = (base: string, path: string, headers: Record<string, string>): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request(base + path, { headers }, (answer) => {
      let body = '';
      answer.on('data', (chunk) => (body += String(chunk)));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }),
      );
    });
    sent.on('error', reject).end();
  });

const HTML = { accept: 'text/html' };

describe('split horizon (contract section 2)', () => {
  let server: RunningServer;
  let at: string;
  const by = (host: string, path: string, headers: Record<string, string> = {}) =>
    ask(at, path, { host, ...headers });
  beforeAll(async () => {
    const env = { STANDIN_INTERNAL_URLS: 'http://standin:4545', STANDIN_GATE: GATE };
    const port = await freePort();
    const args = ['--no-irs', '--public-url', PUBLIC, '--port', String(port)];
    server = await startServer({ args, env });
    at = `http://localhost:${port}`;
  }, 60_000);
  afterAll(() => server.close());

  it.each([
    ['/.well-known/openid-configuration', PUBLIC],
    ['/oidc/.well-known/openid-configuration', `${PUBLIC}/oidc`],
    ['/logingov/.well-known/openid-configuration', `${PUBLIC}/logingov/`],
  ])('states at %s one issuer, and back channels where they were asked', async (path, issuer) => {
    const { body } = await by('standin:4545', path);
    expect(JSON.parse(body)).toMatchObject({
      issuer,
      authorization_endpoint: expect.stringMatching(`^${PUBLIC}/`),
      token_endpoint: expect.stringMatching(/^http:\/\/standin:4545\//),
      userinfo_endpoint: expect.stringMatching(/^http:\/\/standin:4545\//),
      jwks_uri: expect.stringMatching(/^http:\/\/standin:4545\//),
    });
    expect((await by('standin:4545', '/oidc/.well-known/jwks')).status).toBe(200);
  });

  it('states the public URL alone to whoever asks by another name than an internal one', async () => {
    const { body } = await by('localhost', '/.well-known/openid-configuration');
    expect(JSON.parse(body)).toMatchObject({
      token_endpoint: `${PUBLIC}/connect/token`,
      end_session_endpoint: `${PUBLIC}/connect/logout`,
    });
  });

  it.each(['standin:4545', 'localhost'])(
    'sends browsers from %s to the public URL',
    async (host) => {
      const { status, headers } = await by(host, '/signin?next=1', HTML);
      expect([status, headers['location']]).toEqual([307, `${PUBLIC}/signin?next=1`]);
    },
  );

  it('lets a proxy ask by its own name', async () => {
    const { status } = await by('localhost', '/', { ...HTML, 'x-forwarded-for': '192.0.2.7' });
    expect(status).toBe(401); // the gate's
  });

  it('refuses a name that is not its own, but for probes', async () => {
    for (const path of ['/', '/.well-known/openid-configuration', '/connect/jwks'])
      expect(await by('rebound.example.org', path, HTML)).toMatchObject({
        status: 421,
        body: expect.stringContaining('STANDIN_INTERNAL_URLS'),
      });
    expect((await by('10.0.0.5:4545', '/healthz')).status).toBe(200);
  });

  it('asks for user and password before pages alone', async () => {
    const asked = await by('id.standin.test', '/', HTML);
    expect([asked.status, asked.headers['www-authenticate']]).toEqual([
      ...[401, 'Basic realm="Standin, a test system", charset="UTF-8"'],
    ]);
    const basic = (text: string) => ({
      authorization: `Basic ${Buffer.from(text).toString('base64')}`,
    });
    expect((await by('id.standin.test', '/', basic('tester:guessed-wrong'))).status).toBe(401);
    expect((await by('id.standin.test', '/', basic(GATE))).status).toBe(200);
    expect((await by('id.standin.test', '/connect/jwks')).status).toBe(200);
    expect((await by('localhost', '/control/v1/people')).status).toBe(200);
  });

  it('tells search engines to keep out, on whatever is answered', async () => {
    for (const path of ['/', '/connect/jwks', '/control/v1/people', '/healthz', '/nowhere'])
      expect((await by('localhost', path)).headers['x-robots-tag']).toBe('noindex');
  });
});
