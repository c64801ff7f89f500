import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { loadConfig } from '../../src/platform/config/load.js';
import { SETTINGS } from '../../src/platform/config/settings.js';

interface Service {
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly depends_on?: Readonly<Record<string, unknown>>;
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
}

const read = (name: string) => readFileSync(join(process.cwd(), name), 'utf8');
const compose = parse(read('docker-compose.yml')) as Compose;
const standin = compose.services['standin'] ?? {};

/** Interpolates as the Compose specification does for `${NAME:-default}` and `${NAME:?message}`. */
const interpolated = (text: string, given: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_whole, name: string, kind, rest: string) => {
    const value = given[name] ?? '';
    return value === '' && kind === '-' ? rest : value;
  });

const environment = (given: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(standin.environment ?? {}).map(([name, text]) => [
      name,
      interpolated(text, given),
    ]),
  );

const load = (env: Readonly<Record<string, string>>) =>
  loadConfig({
    flags: { host: '0.0.0.0' },
    env,
    file: {},
    start: { ephemeral: false, irs: true, quiet: false, json: false },
  });

describe('docker-compose.yml', () => {
  it('sets only what the configuration reads', () => {
    const known = Object.values(SETTINGS).flatMap(({ env }): readonly string[] => env);
    expect(Object.keys(standin.environment ?? {}).filter((name) => !known.includes(name))).toEqual(
      [],
    );
  });

  it('is a configuration that starts once a deployment key is given', () => {
    expect(load(environment({ STANDIN_SECRET: 'A'.repeat(43) }))).toMatchObject({ ok: true });
  });

  it('asks for the deployment key instead of bringing one', () => {
    expect(standin.environment?.['STANDIN_SECRET']).toMatch(/^\$\{STANDIN_SECRET:\?.+\}$/);
  });

  it('starts PostgreSQL and Mailpit, which the addresses name, before Standin', () => {
    const { DATABASE_URL = '', SMTP_URL = '' } = environment({});
    const hosts = [DATABASE_URL, SMTP_URL].map((address) => new URL(address).hostname);
    expect(hosts).toEqual(['postgres', 'mailpit']);
    expect(Object.keys(standin.depends_on ?? {})).toEqual(expect.arrayContaining(hosts));
    expect(Object.keys(compose.services)).toEqual(expect.arrayContaining(hosts));
  });

  it('publishes the ports of the provider and the IRS on this machine alone', () => {
    const { port } = SETTINGS;
    const published = [port.fallback, port.fallback + 1].map((n) => `127.0.0.1:${n}:${n}`);
    expect(standin.ports).toEqual(published);
  });
});

describe('the Dockerfile', () => {
  const lines = read('Dockerfile').split('\n');
  const last = (word: string) => lines.filter((line) => line.startsWith(`${word} `)).at(-1) ?? '';

  it('runs as a user without privileges and asks /healthz whether it lives', () => {
    expect(last('USER')).toBe('USER node');
    expect(lines.join('\n')).toMatch(/HEALTHCHECK[^]*\/healthz/);
  });

  it('starts the program that the package names', () => {
    const manifest = JSON.parse(read('package.json')) as { bin: { standin: string } };
    expect(last('ENTRYPOINT')).toContain(manifest.bin.standin);
    expect(existsSync(join(process.cwd(), manifest.bin.standin))).toBe(true);
    expect(last('CMD')).toBe('CMD ["start", "--host", "0.0.0.0"]');
  });

  it.each(['arm64', 'x64'])(
    'builds for linux on %s: every native package is made for it',
    (cpu) => {
      const { packages } = JSON.parse(read('package-lock.json')) as {
        packages: Readonly<Record<string, { os?: string[]; cpu?: string[]; dev?: boolean }>>;
      };
      const names = Object.entries(packages)
        .filter(([, { os, cpu: made, dev }]) => os?.[0] === 'linux' && made?.[0] === cpu && !dev)
        .map(([path]) => path.replace('node_modules/', ''));
      expect(names).toEqual(
        expect.arrayContaining([
          ...[`@libsql/linux-${cpu}-gnu`, `@img/sharp-linux-${cpu}`],
          `@img/sharp-libvips-linux-${cpu}`,
        ]),
      );
      // argon2 carries all of them in its one package.
      const prebuilt = join(process.cwd(), 'node_modules/argon2/prebuilds', `linux-${cpu}`);
      expect(readdirSync(prebuilt)).toContainEqual(expect.stringMatching(/glibc\.node$/));
    },
  );

  it('copies every folder of the package', () => {
    const { files } = JSON.parse(read('package.json')) as { files: string[] };
    for (const folder of files.filter((name) => !name.startsWith('!'))) {
      expect(lines).toContain(`COPY --from=build /app/${folder} ./${folder}`);
    }
  });
});
