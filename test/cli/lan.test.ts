import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { get, type RequestOptions } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { networkAddress } from '../../src/cli/start/lan/networkAddress.js';
import { launch, makeFolder, standin, startServer, type Ran, type Started } from './standin.js';

jest.setTimeout(60_000);

const folder = makeFolder();
/** Loopback, but not localhost: it is to others as an address of the network is. */
const HOST = '127.0.0.2';
const LAN = ['--lan', '--host', HOST, '--port', '0'];
let server: Started;
beforeAll(async () => {
  server = await startServer(LAN, { cwd: folder.path });
});
afterAll(async () => {
  await server.stop();
  folder.remove();
});

const kept = (name: string): string => join(folder.path, 'data/lan', name);
const run = (...args: string[]): Promise<Ran> => standin(args, { cwd: folder.path });

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** As a browser that trusts the certificate of the data folder. */
const visit = (url: string, headers: RequestOptions['headers'] = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const options = { ca: readFileSync(kept('certificate.pem')), headers };
    get(url, options, (res) => {
      void text(res).then((body) =>
        resolve({ status: res.statusCode, headers: res.headers, body }),
      );
    }).on('error', reject);
  });

const cookiesOf = ({ headers }: Answer): readonly string[] => headers['set-cookie'] ?? [];

describe('standin start --lan', () => {
  it('is the issuer at its https address, with a certificate of its own that is kept (0600)', async () => {
    const { base_url } = server.ready;
    expect(base_url).toMatch(new RegExp(`^https://${HOST}:\\d+$`));
    const { body } = await visit(`${base_url}/.well-known/openid-configuration`);
    expect(JSON.parse(body)).toMatchObject({
      ...{ issuer: base_url, token_endpoint: `${base_url}/connect/token` },
    });
    for (const name of ['certificate.pem', 'key.pem'])
      expect(statSync(kept(name)).mode & 0o777).toBe(0o600);
  });

  it('answers programs on this machine without TLS, as the same issuer; verbs find it there', async () => {
    const { base_url, internal_url } = server.ready;
    const discovery = await fetch(`${internal_url}/.well-known/openid-configuration`);
    expect(await discovery.json()).toMatchObject({
      ...{ issuer: base_url, token_endpoint: `${internal_url}/connect/token` },
    });
    const { stdout } = await run('person', 'add', '--id', 'robin', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ id: 'robin' });
  });

  it('asks the control API for its token, and keeps it in a Secure cookie after the console link', async () => {
    const { base_url, control_token } = server.ready;
    expect((await visit(`${base_url}/control/v1/people`)).status).toBe(401);
    const link = await visit(`${base_url}/console?token=${control_token}`);
    expect(link.status).toBe(303);
    expect(cookiesOf(link)).toEqual([expect.stringMatching(/^__Secure-.*; secure; httponly/)]);
  });

  it('sends only Secure cookies with its pages', async () => {
    const { base_url } = server.ready;
    const { headers } = await visit(`${base_url}/signin`);
    const start = await visit(new URL(headers.location ?? '', base_url).href);
    const cookies = cookiesOf(start);
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) expect(cookie).toMatch(/^__Secure-.*; secure/i);
  });

  it('has the IRS over TLS, which trusts the provider by its internal address', async () => {
    const { base_url, irs_url, internal_url, control_token } = server.ready;
    expect(irs_url).toMatch(new RegExp(`^https://${HOST}:\\d+$`));
    const login = await visit(`${irs_url}/login?iss=${encodeURIComponent(base_url)}`);
    const authorizeUrl = String(login.headers.location);
    expect(authorizeUrl).toMatch(`${base_url}/connect/authorize`);
    const signedIn = await fetch(`${internal_url}/control/v1/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${control_token}` },
      body: JSON.stringify({ authorize_url: authorizeUrl, person: 'maria' }),
    });
    const { redirect_to } = (await signedIn.json()) as { redirect_to: string };
    expect(redirect_to).toMatch(`${irs_url}/callback?code=`);
    const cookie = cookiesOf(login)
      .map((one) => one.split(';')[0])
      .join('; ');
    const back = await visit(redirect_to, { cookie });
    expect([back.status, back.headers.location]).toEqual([
      ...[303, expect.not.stringMatching('error')],
    ]);
  });

  it('is seen by doctor: its certificate, and that browsers give the camera', async () => {
    const { code, stdout } = await run('doctor', '--port', '0', '--no-irs');
    expect(stdout).toMatch(/^note {2}issuer .* has a certificate of its own/m);
    expect(stdout).toMatch(/^ok {4}camera +browsers give it to https:/m);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^ok {4}internal issuer /m)]);
  });
});

describe('standin start --lan, told to people', () => {
  it('prints the address and a code to scan, and keeps its certificate until it is damaged', async () => {
    const begin = () =>
      launch(['start', ...LAN, '--data', 'told'], { cwd: folder.path }, (stdout) =>
        stdout.includes('standin ready at') ? stdout : undefined,
      );
    const certificate = () => readFileSync(join(folder.path, 'told/lan/certificate.pem'), 'utf8');
    const first = await begin();
    await first.stop();
    expect(first.stdout()).toMatch(/^on this network: https:\/\/127\.0\.0\.2:\d+ /);
    expect(first.stdout()).toContain('▄▄▄▄▄▄▄');
    const made = certificate();
    await (await begin()).stop();
    expect(certificate()).toBe(made);
    writeFileSync(join(folder.path, 'told/lan/certificate.pem'), 'damaged');
    await (await begin()).stop();
    expect(certificate()).toMatch(/^-----BEGIN CERTIFICATE-----/);
    expect(certificate()).not.toBe(made);
  });
});

describe('standin start --lan refuses', () => {
  const PG = ['--workers', '2', '--database-url', 'postgres://localhost/x'];
  it.each([
    ['a public URL without TLS', ['--public-url', 'http://lan.example.com'], 1, 'https://'],
    ['an address of the internet without a gate', ['--host', '8.8.8.8'], 1, 'STANDIN_GATE'],
    ['more than one process', PG, 2, '--lan is for one process'],
  ])('%s', async (_what, args, exit, said) => {
    const env = { STANDIN_SECRET: Buffer.alloc(32, 7).toString('base64url') };
    const where = { cwd: folder.path, env };
    const ran = await standin(['start', '--lan', '--port', '0', ...args], where);
    expect([ran.code, ran.stdout]).toEqual([exit, '']);
    expect(ran.stderr).toMatch(/^standin: [^\n]+\n$/);
    expect(ran.stderr).toContain(said);
  });
});

describe('the address in the network', () => {
  const at = (address: string, internal = false) => ({
    ...{ address, internal, family: 'IPv4' as const, netmask: '', mac: '', cidr: null },
  });

  it('is one that others reach, before those of containers and tunnels', () => {
    const lo = [at('127.0.0.1', true)];
    const found = { lo, docker0: [at('172.17.0.1')], eth0: [at('192.168.1.20')] };
    expect(networkAddress(found)).toBe('192.168.1.20');
    expect(networkAddress({ lo, docker0: [at('172.17.0.1')] })).toBe('172.17.0.1');
    expect(networkAddress({ lo })).toBeUndefined();
    expect(networkAddress()).toBe(networkAddress(networkInterfaces()));
  });
});
