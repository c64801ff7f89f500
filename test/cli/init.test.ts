import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { SETTINGS } from '../../src/platform/config/index.js';
import { makeFolder, standin, startServer, type Ran } from './standin.js';

jest.setTimeout(40_000);

const folder = makeFolder();
afterAll(() => folder.remove());
let cwd: string;
let count = 0;
beforeEach(() => {
  cwd = join(folder.path, String((count += 1)));
  mkdirSync(cwd);
});
const run = (...args: readonly string[]): Promise<Ran> => standin(args, { cwd });
const read = (name: string): string => readFileSync(join(cwd, name), 'utf8');

let validate: (value: unknown) => boolean;
beforeAll(() => {
  const schema = JSON.parse(readFileSync('dist/standin.config.schema.json', 'utf8'));
  validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
});

describe('standin init', () => {
  it('writes a file that its schema accepts and that starts as it is', async () => {
    expect((await run('init')).stdout).toBe(
      'wrote standin.config.yaml; change what you need, then: standin start\n',
    );
    expect(validate(parse(read('standin.config.yaml')))).toBe(true);
    const server = await startServer(['--ephemeral', '--no-irs', '--port', '0'], { cwd });
    const people = await fetch(`${server.ready.control_url}/people/robin`);
    await server.stop();
    expect(await people.json()).toMatchObject({ email: 'robin@example.com', ial: 2 });
  });

  it('names the command that follows as it was typed', async () => {
    const env = { npm_lifecycle_event: 'npx' };
    const { stdout } = await standin(['init'], { cwd, env });
    expect(stdout).toContain('then: npx standin start\n');
  });

  it('says of every setting that is no secret what it is, so that taking the comment away is enough', async () => {
    await run('init');
    const text = read('standin.config.yaml');
    const open = Object.values(SETTINGS).filter(
      (setting) => !('secret' in setting) && setting.key !== 'clients',
    );
    for (const { key } of open) expect(text).toMatch(new RegExp(`^# ${key}: \\S`, 'm'));
    const all = parse(text.replace(/^# (?=[a-z_]+: \S+$|outcomes:|webhooks:| )/gm, ''));
    expect(Object.keys(all)).toEqual(expect.arrayContaining(open.map(({ key }) => key)));
    expect(all).toMatchObject({ outcomes: [{ id: 'robin-blurred' }], webhooks: [{}] });
    expect(validate(all)).toBe(true);
    writeFileSync(join(cwd, 'standin.config.yaml'), JSON.stringify(all));
    expect((await run('start', '--check-config')).code).toBe(0);
  });

  it('names the schema first, for editors', async () => {
    await run('init');
    const [, schema = ''] =
      /^# yaml-language-server: \$schema=(.+)\n/.exec(read('standin.config.yaml')) ?? [];
    expect(statSync(resolve(cwd, schema)).isFile()).toBe(true);
    await run('init', 'standin.config.json');
    const json = JSON.parse(read('standin.config.json'));
    expect(json.$schema).toBe(schema);
    expect(validate(json)).toBe(true);
  });

  it('writes over nothing unless it is told to', async () => {
    writeFileSync(join(cwd, 'standin.config.yaml'), 'mine');
    const { code, stderr } = await run('init');
    expect([code, stderr]).toEqual([
      1,
      'standin: standin.config.yaml is there already; --force writes over it\n',
    ]);
    expect(read('standin.config.yaml')).toBe('mine');
    expect((await run('init', '--force')).code).toBe(0);
    expect(read('standin.config.yaml')).toMatch(/^# yaml-language-server/);
  });

  it('refuses a name of another kind, and a folder that is not there', async () => {
    const other = await run('init', 'standin.toml');
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('.yaml, .yml, .json')]);
    const nowhere = await run('init', 'gone/standin.config.yaml');
    expect([nowhere.code, nowhere.stderr]).toEqual([
      1,
      'standin: gone/standin.config.yaml cannot be written (ENOENT)\n',
    ]);
  });
});

describe('the schema of the configuration file', () => {
  it.each([
    ['a setting that is not known', { prot: 4545 }],
    ['a value out of bounds', { port: 70_000 }],
    ['a word that is not known', { clients: 'perhaps' }],
    ['an item without the id by which the next start finds it', { people: [{ ial: 2 }] }],
    ['a client without its own id', { clients: [{ redirect_uris: [] }] }],
    ['a member that the control API does not know', { partners: [{ id: 'a', nome: 'A' }] }],
    [
      'a step that there is not',
      { outcomes: [{ id: 'a', match: {}, step: 'x', results: ['pass'] }] },
    ],
  ])('finds %s', (_what, config) => {
    expect(validate(config)).toBe(false);
  });

  it('accepts a word for unknown clients, and booleans as YAML has them', () => {
    expect(validate({ clients: 'adopt', pii_guard: false, tester_bar: 'off' })).toBe(true);
  });
});
