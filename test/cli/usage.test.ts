import { afterAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { VERBS } from '../../src/cli/verbs.js';
import { makeFolder, standin } from './standin.js';

const folder = makeFolder();
const run = (...args: string[]) => standin(args, { cwd: folder.path });
afterAll(() => folder.remove());

/** Every verb with its verbs, as the command line reads them. */
const WORDS = (
  [
    ['start'],
    ['init'],
    ['exec'],
    ['apply'],
    ['env'],
    ['completion'],
    ['doctor'],
    ['migrate'],
    ...['add', 'list', 'get', 'remove'].map((word) => ['partner', word]),
    ...['add', 'list', 'get', 'update', 'remove', 'rotate-secret', 'shape'].map((word) => [
      'client',
      word,
    ]),
    ...['add', 'list', 'get', 'remove', 'totp', 'lifecycle'].map((word) => ['person', word]),
    ['persona', 'list'],
    ...['add', 'list', 'get', 'remove'].map((word) => ['outcome', word]),
    ...['list', 'get', 'approve', 'decline', 'ask-again', 'expire', 'complete'].map((word) => [
      ...['attempt', word],
    ]),
    ...['list', 'wait', 'code', 'link', 'clear'].map((word) => ['inbox', word]),
    ['sign-in'],
    ['press'],
    ['inspect'],
    ...['get', 'advance'].map((word) => ['clock', word]),
    ...['add', 'list', 'get', 'remove', 'reset', 'snapshot', 'restore'].map((word) => [
      ...['sandbox', word],
    ]),
    ['export'],
    ['import'],
    ...['list', 'rotate', 'retire', 'withhold', 'import'].map((word) => ['key', word]),
    ...['add', 'list', 'get', 'remove', 'kinds'].map((word) => ['fault', word]),
    ['readiness'],
  ] as const
).map((words) => words.join(' '));

describe('the command line (contract section 1)', () => {
  it('lists every verb in its help', async () => {
    const { code, stdout } = await run('--help');
    expect(code).toBe(0);
    for (const name of Object.keys(VERBS)) expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
  });

  it.each(WORDS)('shows an example and --json in the help of %s', async (words) => {
    const { code, stdout } = await run(...words.split(' '), '--help');
    expect(code).toBe(0);
    expect(stdout).toContain(`Example:\n  standin ${words}`);
    expect(stdout).toContain('--json');
  });

  it('says of what is not built that it is not', async () => {
    const { code, stdout, stderr } = await run('readiness');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe('standin: readiness is not built yet; standin --help lists what is\n');
  });

  it('says its version', async () => {
    const { version } = JSON.parse(
      readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
    ) as { version: string };
    expect(await run('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it.each([
    ['no verb', [], 'Commands:'],
    ['an unknown verb', ['frob'], 'known: start init exec doctor'],
    [
      'an unknown verb of a verb',
      ['person', 'frob'],
      'known: add list get remove change session totp lifecycle',
    ],
    ['an unknown flag', ['start', '--frob'], "standin: unknown option '--frob'"],
    ['an unknown flag of a verb', ['person', 'list', '--frob'], 'standin person list --help'],
    ['a word that is no choice', ['person', 'add', '--ial', '3'], 'Allowed choices are 1, 2'],
    ['no command to run', ['exec', '--'], "missing required argument 'command'"],
    ['a shell that it does not know', ['completion', 'csh'], 'Allowed choices are bash, zsh, fish'],
    ['a missing argument', ['person', 'get'], "missing required argument 'person'"],
    ['one argument too many', ['person', 'list', 'x'], 'too many arguments'],
    ['a number that is none', ['inbox', 'code', '--wait', 'soon'], 'whole number from 0 to'],
    ['no outcome to remove', ['outcome', 'remove'], 'name one outcome, or give --all'],
    [
      'a body that is no JSON',
      ['person', 'add', '--body', '{', '--url', 'http://x'],
      '--body must be',
    ],
    [
      'a body that is a list',
      ['person', 'add', '--body', '[]', '--url', 'http://x'],
      '--body must be',
    ],
    ['an address that is none', ['person', 'list', '--url', 'frob'], 'frob is no http or https'],
    [
      'a sandbox that cannot be',
      ['person', 'list', '--url', 'http://x', '--sandbox', '../a'],
      'sandbox id',
    ],
    [
      'a token that no header carries',
      ['person', 'list', '--url', 'http://x', '--token', 'a\nb'],
      'the token has',
    ],
    ['a setting that is none', ['start', '--port', '70000'], '--port must be a whole number'],
  ])('refuses %s with exit code 2 and says what is known', async (_, args, said) => {
    const { code, stdout, stderr } = await run(...args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(said);
    expect(stderr).not.toMatch(/\n {4}at /);
  });
});
