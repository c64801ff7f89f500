import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

describe('bin/standin.cjs', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'standin-loader-'));
    mkdirSync(join(root, 'bin'));
    cpSync(join(process.cwd(), 'bin/standin.cjs'), join(root, 'bin/standin.cjs'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  /** A bundle as the build leaves it: it exports the program, and its last line is the mark of its content. */
  const bundle = (text: string, mark: string): void => {
    mkdirSync(join(root, 'dist'), { recursive: true });
    writeFileSync(join(root, 'dist/standin.cjs'), `exports.main = () => {${text}};\n//${mark}\n`);
  };
  const caches = (): string[] =>
    readdirSync(join(root, 'dist')).filter((name) => name.endsWith('.cache'));
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(root, 'bin/standin.cjs'), ...args], { encoding: 'utf8' });

  it('leaves the cache of a start that went well', () => {
    bundle("console.log('one')", 'aaaa');
    expect(run('start').stdout).toBe('one\n');
    expect(caches()).toEqual([expect.stringMatching(/^standin\.cjs\..+-aaaa\.cache$/)]);
    expect(run('start').stdout).toBe('one\n');
  });

  it('never runs the cached code of another bundle of the same length', () => {
    bundle("console.log('one')", 'aaaa');
    run('start');
    bundle("console.log('two')", 'bbbb');
    expect(run('start').stdout).toBe('two\n');
  });

  it('ignores a cache that V8 rejects and writes it anew', () => {
    bundle("console.log('one')", 'aaaa');
    run('start');
    const [name = ''] = caches();
    writeFileSync(join(root, 'dist', name), 'spoilt');
    expect(run('start').stdout).toBe('one\n');
    expect(run('start').stdout).toBe('one\n');
  });

  it.each([
    ['another verb', ['doctor'], ''],
    ['a start that only explains itself', ['start', '--help'], ''],
    ['a start that failed', ['start'], 'process.exitCode = 1;'],
  ])('keeps no cache of %s', (_what, args, more) => {
    bundle(`console.log('one');${more}`, 'aaaa');
    expect(run(...args).stdout).toBe('one\n');
    expect(caches()).toEqual([]);
  });

  it('lets the bundle import modules', () => {
    bundle("import('node:path').then(({ sep }) => console.log(typeof sep))", 'aaaa');
    expect(run('start').stdout).toBe('string\n');
  });

  it('says in one sentence that a package without its bundle is broken', () => {
    const { stderr, status } = run('start');
    expect(stderr).toMatch(/^.+standin\.cjs is missing: install the package again\.\n$/);
    expect(status).toBe(1);
  });

  it('builds a checkout that was never built, and speaks on stderr alone', () => {
    mkdirSync(join(root, 'scripts'));
    writeFileSync(
      join(root, 'scripts/build.mjs'),
      `import { mkdirSync, writeFileSync } from 'node:fs';
       console.log('building');
       mkdirSync('dist');
       writeFileSync('dist/standin.cjs', "exports.main = () => console.log('built');\\n//cccc\\n");`,
    );
    const { stdout, stderr } = run('doctor');
    expect(stdout).toBe('built\n');
    expect(stderr).toBe('building\n');
  });
});
