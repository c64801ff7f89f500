import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadConfig, readConfigFile, SETTINGS } from '../../src/platform/config/index.js';

const START = { ephemeral: false, irs: true, quiet: false, json: false };
const load = (sources: Partial<Parameters<typeof loadConfig>[0]> = {}) =>
  loadConfig({ flags: {}, env: {}, file: {}, start: START, ...sources });

const valueOf = (loaded: ReturnType<typeof load>) => {
  if (!loaded.ok) throw new Error(JSON.stringify(loaded));
  return loaded.value;
};

describe('the configuration', () => {
  it('takes flags over environment over file over defaults, and says which (contract section 2)', () => {
    const file = { port: 1000, host: 'filehost', log_level: 'warn' };
    const env = { PORT: '2000', HOST: 'envhost' };
    const { config, sources } = valueOf(load({ flags: { port: '3000' }, env, file }));
    expect(config).toMatchObject({ port: 3000, host: 'envhost', logLevel: 'warn', data: './data' });
    expect(sources).toMatchObject({
      port: 'flag',
      host: 'environment',
      logLevel: 'file',
      data: 'default',
    });
  });

  it('reads a secret from the file that `_FILE` names, without its last line break', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'standin-config-')), 'token');
    writeFileSync(path, 'a token\n');
    expect(valueOf(load({ env: { STANDIN_CONTROL_TOKEN_FILE: path } })).config.controlToken).toBe(
      'a token',
    );
  });

  it.each([
    ['DATABASE_URL', 'databaseUrl', 'postgres://standin:pass@db.example.com/standin'],
    ['SMTP_URL', 'smtpUrl', 'smtp://standin:pass@mail.example.com'],
    ['STANDIN_SECRET', 'secret', 'a'.repeat(43)],
    ['STANDIN_CONTROL_TOKEN', 'controlToken', 'a token'],
    ['STANDIN_GATE', 'gate', 'qa:a-long-one'],
  ] as const)('reads %s from the file that its _FILE names', (name, member, value) => {
    const path = join(mkdtempSync(join(tmpdir(), 'standin-config-')), 'secret');
    writeFileSync(path, `${value}\n`);
    const env = { STANDIN_SECRET: 'b'.repeat(43), [name]: '', [`${name}_FILE`]: path };
    const { config } = valueOf(load({ env }));
    expect(config[member]).toBe(value);
  });

  it('has a test above for every setting that is a secret', () => {
    const secrets = Object.values(SETTINGS).filter((setting) => 'secret' in setting);
    expect(secrets.map(({ env }) => env[0])).toEqual([
      ...['DATABASE_URL', 'SMTP_URL', 'STANDIN_SECRET', 'STANDIN_CONTROL_TOKEN', 'STANDIN_GATE'],
    ]);
  });

  it('refuses a `_FILE` that cannot be read', () => {
    const loaded = load({ env: { STANDIN_SECRET_FILE: '/nowhere/at/all' } });
    expect(loaded).toMatchObject({
      ok: false,
      faults: [{ key: 'STANDIN_SECRET_FILE', reason: 'names a file that cannot be read' }],
    });
  });

  it('names every fault at once, each by the name its source knows', () => {
    const loaded = load({
      flags: { port: 'eighty' },
      env: { LOG_LEVEL: 'loud', STANDIN_SECRET: 'short' },
      file: { records: 'lenient', colour: 'green' },
    });
    const keys = loaded.ok ? [] : loaded.faults.map(({ key }) => key);
    expect(keys.sort()).toEqual(['--port', 'LOG_LEVEL', 'STANDIN_SECRET', 'colour', 'records']);
  });

  it('requires the deployment key on PostgreSQL', () => {
    const loaded = load({ env: { DATABASE_URL: 'postgres://localhost/standin' } });
    expect(loaded).toMatchObject({ ok: false, faults: [{ key: 'STANDIN_SECRET' }] });
  });

  it.each(['https://id.acme.com', 'http://203.0.113.5:4545', 'https://[2001:db8::1]'])(
    'requires user and password for the pages at %s, which is public',
    (url) => {
      const env = { STANDIN_PUBLIC_URL: url };
      expect(load({ env })).toMatchObject({ ok: false, faults: [{ key: 'STANDIN_GATE' }] });
      expect(load({ env: { ...env, STANDIN_GATE: 'qa:a-long-one' } })).toMatchObject({ ok: true });
    },
  );

  it.each([
    'http://localhost:1',
    'http://standin:1',
    'https://id.acme.internal',
    'http://10.1.2.3',
    'http://192.0.2.2',
  ])('asks for none at %s', (url) =>
    expect(load({ env: { STANDIN_PUBLIC_URL: url } })).toMatchObject({ ok: true }),
  );

  it.each(['nobody', 'qa:short', ':a-long-one'])('refuses %s as user and password', (gate) => {
    expect(load({ env: { STANDIN_GATE: gate } })).toMatchObject({
      ok: false,
      faults: [{ key: 'STANDIN_GATE', reason: expect.stringContaining('user:password') }],
    });
  });

  it('refuses --ephemeral together with a database URL', () => {
    const env = { DATABASE_URL: 'postgres://localhost/standin', STANDIN_SECRET: 'a'.repeat(43) };
    const loaded = load({ env, start: { ...START, ephemeral: true } });
    expect(loaded).toMatchObject({ ok: false, faults: [{ key: '--ephemeral' }] });
  });

  it('refuses more than one worker without a database URL, and takes them from each source with one', () => {
    const none = load({ flags: { workers: '2' } });
    expect(none).toMatchObject({ ok: false, faults: [{ key: 'workers' }] });
    const env = { DATABASE_URL: 'postgres://localhost/standin', STANDIN_SECRET: 'a'.repeat(43) };
    const inFile = { workers: 3 };
    expect(valueOf(load({ env, file: inFile })).config.workers).toBe(3);
    const both = { ...env, STANDIN_WORKERS: '4' };
    expect(valueOf(load({ env: both, file: inFile })).config.workers).toBe(4);
    expect(valueOf(load({})).config.workers).toBe(1);
  });

  it('reads lists and switches from a file, and drops trailing slashes of addresses', () => {
    const file = { internal_urls: ['http://standin:4545/', 'http://other:1'], pii_guard: false };
    const { config } = valueOf(load({ file }));
    expect(config.internalUrls).toEqual(['http://standin:4545', 'http://other:1']);
    expect(config.piiGuard).toBe('off');
  });

  it('hands over the sections that seed the default sandbox; `clients` is one when it is a list', () => {
    const file = { partners: [{ id: 'acme', name: 'Acme' }], clients: [{ client_id: 'a' }] };
    const { config } = valueOf(load({ file }));
    expect(config.seed).toEqual(file);
    expect(config.clients).toBe('');
    expect(valueOf(load({ file: { clients: 'refuse' } })).config.seed).toEqual({});
  });

  it('refuses a section that is no list', () => {
    const loaded = load({ file: { people: { maria: {} } } });
    expect(loaded).toMatchObject({
      ok: false,
      faults: [{ key: 'people', reason: 'must be a list' }],
    });
  });
});

describe('the configuration file', () => {
  it('is read inline, as YAML or JSON', () => {
    expect(readConfigFile(undefined, 'port: 4000')).toEqual({ ok: true, value: { port: 4000 } });
    expect(readConfigFile(undefined, '{"port": 4000}')).toEqual({
      ok: true,
      value: { port: 4000 },
    });
  });

  it('is refused when it is no mapping, does not parse, or is not there', () => {
    expect(readConfigFile(undefined, '- a list')).toMatchObject({ ok: false });
    expect(readConfigFile(undefined, 'port: [')).toMatchObject({ ok: false });
    expect(readConfigFile('/nowhere/standin.config.yaml', undefined)).toMatchObject({ ok: false });
  });
});
