import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { withLiveValues } from '../../src/web/docs/liveValues.js';
import { freePort } from '../support/freePort.js';
import { startServer, type RunningServer } from '../support/server.js';
import { blocksOf, type Block } from './blocks.js';

const ROOT = process.cwd();
const README = 'README.md';
const PAGES = [README, ...readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'))];
const fileOf = (name: string): string => (name === README ? name : join(ROOT, 'docs', name));

/** Languages that a block may have; what has none of them is a mistake. */
const LANGUAGES = ['sh', 'js', 'yaml', 'text'];

/** Commands stop at the first that fails; `npx standin` is the built program; what was left running ends with the page. */
const PREAMBLE = `set -euo pipefail
npx() { if [ "$1" = standin ]; then shift; node '${ROOT}/bin/standin.cjs' "$@"; else command npx "$@"; fi; }
trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
`;

/** A folder as a reader's project is: with the packages that the pages name, and the files that they show. */
function projectWith(blocks: readonly Block[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'standin-docs-'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(ROOT, join(folder, 'node_modules/standin'));
  symlinkSync(join(ROOT, 'node_modules/openid-client'), join(folder, 'node_modules/openid-client'));
  for (const { language, mark, text } of blocks)
    if (language !== 'sh' && isFile(mark)) writeFileSync(join(folder, mark), text);
  return folder;
}

/** Code as it reads, however its lines are broken. */
const bare = (text: string): string => text.replace(/\s+/g, '').replaceAll(',}', '}');

const isFile = (mark: string): boolean => /^[\w.-]+\.\w+$/.test(mark);

/** Runs the commands of a page, one after the other, in one shell. Answers what they said, and the exit code. */
async function play(commands: string, folder: string, url: string) {
  const { NODE_OPTIONS: _jest, ...env } = process.env;
  const child = spawn('bash', ['-c', PREAMBLE + commands], {
    cwd: folder,
    env: { ...env, STANDIN_URL: url },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => (said += String(chunk)));
  const [code] = (await once(child, 'exit')) as [number];
  return { code, said };
}

describe('snippets of the documentation', () => {
  let server: RunningServer;
  beforeAll(async () => (server = await startServer()), 60_000);
  afterAll(() => server.close());

  /** A page as this server shows it, with a free port for the reader's application. */
  async function pageOf(name: string): Promise<string> {
    const text =
      name === README
        ? withLiveValues(readFileSync(README, 'utf8'), { base: server.baseUrl })
        : await (await fetch(`${server.baseUrl}/docs/${name}`)).text();
    return text.replace(/\b3000\b/g, String(await freePort()));
  }

  it.each(PAGES)(
    '%s: every command works, in order, and says what is shown',
    async (name) => {
      const blocks = blocksOf(await pageOf(name));
      const commands = blocks.filter(({ language, mark }) => language === 'sh' && mark === '');
      if (commands.length === 0) return;
      await fetch(`${server.controlUrl}/sandboxes/default/reset`, { method: 'POST' });
      const folder = projectWith(blocks);
      try {
        const steps = commands.map(({ text }, index) => `echo '>>> block ${index + 1}'\n${text}`);
        const { code, said } = await play(steps.join('\n'), folder, server.baseUrl);
        expect([code, code === 0 ? '' : said]).toEqual([0, '']);
        for (const { language, text } of blocks)
          if (language === 'text') expect(said).toContain(text.trim());
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    120_000,
  );
});

describe('blocks of the documentation', () => {
  const all = PAGES.flatMap((name) =>
    blocksOf(readFileSync(fileOf(name), 'utf8')).map((block) => ({ name, ...block })),
  );

  it('are of a kind that is run or checked', () => {
    expect(all.filter(({ language }) => !LANGUAGES.includes(language))).toEqual([]);
    const unknown = all.filter(
      ({ language, mark }) =>
        mark !== '' &&
        !(language === 'sh' ? mark === 'shown' : isFile(mark) || mark.startsWith('examples/')),
    );
    expect(unknown).toEqual([]);
  });

  it('that are part of an example stand in it', () => {
    const excerpts = all.filter(({ mark }) => mark.startsWith('examples/'));
    expect(excerpts.length).toBeGreaterThan(0);
    const strangers = excerpts.filter(
      ({ mark, text }) => !bare(readFileSync(join(ROOT, mark), 'utf8')).includes(bare(text)),
    );
    expect(strangers).toEqual([]);
  });

  it('in YAML can be read', () => {
    for (const { text } of all.filter(({ language }) => language === 'yaml'))
      expect(typeof parse(text)).toBe('object');
  });

  it('in JavaScript are files that a command runs, or part of an example that a test runs', () => {
    const scripts = all.filter(({ language }) => language === 'js');
    const idle = scripts.filter(
      ({ name, mark }) =>
        !mark.startsWith('examples/') &&
        !all.some((one) => one.name === name && one.language === 'sh' && one.text.includes(mark)),
    );
    expect(idle).toEqual([]);
  });
});
