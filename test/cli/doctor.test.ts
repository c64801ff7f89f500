import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { examineCamera } from '../../src/cli/start/doctor/camera.js';
import { freePort } from '../support/freePort.js';
import { makeFolder, standin, startServer, type Ran } from './standin.js';

jest.setTimeout(60_000);

const folder = makeFolder();
const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
  folder.remove();
});
const run = (args: readonly string[], env: Record<string, string> = {}): Promise<Ran> =>
  standin(['doctor', ...args], { cwd: folder.path, env });

/** Answers every request with this text. */
async function serve(text: string): Promise<string> {
  const server = createServer((_req, res) => res.end(text));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('standin doctor looks at the issuer from both sides (contract section 2)', () => {
  it('as browsers reach it, and by each internal name', async () => {
    const port = await freePort();
    const stranger = await serve('{"issuer":"https://example.com"}');
    const env = {
      STANDIN_PUBLIC_URL: `http://localhost:${port}`,
      STANDIN_INTERNAL_URLS: `http://127.0.0.1:${port},http://127.0.0.1:1`,
    };
    const args = ['--no-irs', '--port', String(port), '--data', 'split'];
    const server = await startServer(args, { cwd: folder.path, env });
    const well = await run(args, env);
    const strange = await run(args, { ...env, STANDIN_INTERNAL_URLS: stranger });
    const moved = await run([...args, '--public-url', stranger], env);
    await server.stop();
    expect(well.code).toBe(0);
    const lines = well.stdout.split('\n');
    expect(lines).toContainEqual(
      expect.stringMatching(`^ok {4}issuer +http://localhost:${port}, as browsers reach it$`),
    );
    expect(lines).toContainEqual(
      expect.stringMatching(`^ok {4}internal issuer +http://127.0.0.1:${port} is http://localhost`),
    );
    expect(lines).toContainEqual(
      expect.stringMatching(/^note {2}internal issuer +http:\/\/127.0.0.1:1 cannot be reached/),
    );
    expect([strange.code, strange.stdout]).toEqual([
      1,
      expect.stringMatching(
        /^FAIL {2}internal issuer .* calls itself https:\/\/example.com, not /m,
      ),
    ]);
    expect([moved.code, moved.stdout]).toEqual([
      1,
      expect.stringMatching(/^FAIL {2}issuer +http\S+ calls itself https:\/\/example.com; /m),
    ]);
  });
});

describe('standin doctor looks at the camera', () => {
  it.each(['http://localhost:4545', 'http://127.0.0.1:1', 'http://[::1]:1', 'https://10.0.0.1'])(
    'which browsers give to %s',
    (address) => {
      expect(examineCamera(address)).toEqual({
        name: 'camera',
        ok: true,
        detail: expect.any(String),
      });
    },
  );

  it('which they do not give to an address of the network without TLS, and says what to do', () => {
    expect(examineCamera('http://192.168.1.20:4545')).toMatchObject({
      ...{ ok: true, detail: expect.stringContaining('not a secure origin') },
      todo: expect.stringContaining('--lan'),
    });
  });
});

describe('standin doctor --relying-party', () => {
  const look = (name: string, text: string, ...more: string[]): Promise<Ran> => {
    writeFileSync(join(folder.path, name), text);
    return run(['--relying-party', name, ...more]);
  };

  it('warns, with exit code 1, of a configuration that trusts this issuer', async () => {
    const text = 'SECRET=keep-me\nOIDC_ISSUER="http://127.0.0.1:4545/oidc"\n';
    const { code, stdout } = await look('.env.production', text);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^FAIL {2}relying party {5}\.env\.production:2 trusts http:\/\/127\.0\.0\.1:4545, which is this test system/,
    );
    expect(stdout).not.toContain('keep-me');
    const deployed = ['--public-url', 'http://standin.example.com', '--json'];
    const yaml = await look(
      'prod.yaml',
      'auth: { issuer: "http://standin.example.com" }',
      ...deployed,
    );
    expect([yaml.code, JSON.parse(yaml.stdout)]).toMatchObject([1, { ok: false, findings: [{}] }]);
  });

  it('warns of any other test system that it names as an issuer', async () => {
    const other = await serve('{"issuer":"x","standin_test_system":true}');
    const { code, stdout } = await look('app.json', JSON.stringify({ oidc: { issuer: other } }));
    expect([code, stdout]).toEqual([
      1,
      expect.stringContaining(`trusts ${other}, which is a test`),
    ]);
  });

  it('reads a configuration at a URL', async () => {
    const url = await serve('issuer: http://localhost:4545');
    const { code, stdout } = await run(['--relying-party', url]);
    expect([code, stdout]).toEqual([1, expect.stringContaining('trusts http://localhost:4545')]);
  });

  it('is content with one that trusts somebody else, also on this machine', async () => {
    const real = await serve('{"issuer":"x"}');
    const text = `issuer: ${real}\ncallback: http://localhost:3000/cb\n`;
    expect(await look('fine.yaml', text)).toMatchObject({
      ...{ code: 0, stdout: 'ok    relying party     fine.yaml trusts no test system\n' },
    });
  });

  it('says which issuer it could not ask, and takes silence for no answer', async () => {
    const { code, stdout } = await look('silent.yaml', 'issuer: https://login.invalid\n');
    expect(code).toBe(0);
    expect(stdout).toMatch(/silent\.yaml:1 trusts https:\/\/login\.invalid, which cannot be asked/);
    expect(stdout).not.toContain('trusts no test system');
  });

  it('says that it cannot read what is not there', async () => {
    const { code, stdout } = await run(['--relying-party', 'gone.yaml']);
    expect([code, stdout]).toEqual([1, expect.stringContaining('gone.yaml cannot be read')]);
  });
});
