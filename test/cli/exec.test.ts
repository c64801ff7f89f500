import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, standin } from './standin.js';

jest.setTimeout(60_000);

const folder = makeFolder();
afterAll(() => folder.remove());

const run = (args: readonly string[], env = {}) => standin(args, { cwd: folder.path, env });
const node = (script: string): string[] => ['--', process.execPath, '-e', script];

describe('standin exec (contract section 1)', () => {
  it('runs a command beside a server of its own, whose addresses it exports', async () => {
    const script = `
      const { STANDIN_URL, STANDIN_ISSUER_IDME } = process.env;
      fetch(STANDIN_ISSUER_IDME + '/.well-known/openid-configuration')
        .then((answer) => answer.json())
        .then(({ issuer }) => console.log(JSON.stringify({ STANDIN_URL, issuer, sandbox: process.env.STANDIN_SANDBOX })));`;
    // What the application under test is configured with is none of the server's business.
    const theirs = { DATABASE_URL: 'mysql://app', PORT: 'x', STANDIN_SANDBOX: 'elsewhere' };
    const { code, stdout, stderr } = await run(['exec', ...node(script)], theirs);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { STANDIN_URL, issuer, sandbox } = JSON.parse(stdout);
    expect(issuer).toBe(`${STANDIN_URL}/oidc`);
    expect(sandbox).toBeUndefined();
    await expect(fetch(`${STANDIN_URL}/healthz`)).rejects.toThrow('fetch failed');
  });

  it('passes the exit code, the flags of the command and its end by a signal on', async () => {
    const kills = "if (process.argv[1] === '--json') process.kill(process.pid, 'SIGTERM')";
    expect((await run(['exec', ...node('process.exit(7)')])).code).toBe(7);
    expect((await run(['exec', ...node(kills), '--', '--json'])).code).toBe(128 + 15);
  });

  it('gives the command what the configuration file asks for', async () => {
    writeFileSync(join(folder.path, 'seed.yaml'), 'people: [{ id: robin, ial: 2 }]');
    const standinBin = join(process.cwd(), 'bin/standin.cjs');
    const command = ['--', process.execPath, standinBin, 'person', 'get', 'robin', '--json'];
    const { stdout } = await run(['exec', '--config', 'seed.yaml', ...command]);
    expect(JSON.parse(stdout)).toMatchObject({ id: 'robin', ial: 2 });
  });

  it.each([
    [
      'a command that is not there',
      ['exec', 'no-such-command'],
      127,
      'no-such-command cannot be run',
    ],
    ['a file that is not there', ['exec', '--config', 'x.yaml', 'true'], 2, 'x.yaml is not there'],
  ])('refuses %s', async (_, args, expected, said) => {
    const { code, stderr } = await run(args);
    expect(code).toBe(expected);
    expect(stderr).toContain(said);
  });
});

describe('standin completion', () => {
  it('prints a script by which bash completes verbs, then flags', async () => {
    const { stdout } = await run(['completion', 'bash']);
    const ask = (...typed: string[]): string[] => {
      const line = `COMP_WORDS=(standin ${typed.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${typed.length}`;
      const script = `${stdout}\n${line}\n_standin; echo "\${COMPREPLY[@]}"`;
      return spawnSync('bash', ['-c', script], { encoding: 'utf8' }).stdout.trim().split(' ');
    };
    expect(ask('per')).toEqual(['person', 'persona']);
    expect(ask('person', 'l')).toEqual(['list', 'lifecycle']);
    expect(ask('person', '--json', 'add', '--giv')).toEqual(['--given-name']);
    expect(ask('completion', 'f')).toEqual(['fish']);
  });

  it.each(['zsh', 'fish'])('knows the same words in %s', async (shell) => {
    const { code, stdout } = await run(['completion', shell]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/'person add'[\s\S]*--given-name/);
  });
});
