import { beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { wordsOfEverything, type Words } from '../../src/cli/completion/words.js';
import { VERBS } from '../../src/cli/verbs.js';
import { SETTINGS } from '../../src/platform/config/settings.js';
import { readMarkdown } from '../../src/web/docs/markdown.js';

const FOLDER = join(process.cwd(), 'docs');
const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8');
const PAGES = readdirSync(FOLDER).filter((name) => name.endsWith('.md'));
const README = ['README.md', readFileSync('README.md', 'utf8')] as const;
const TEXTS = [...PAGES.map((name) => [name, read(name)] as const), README];

/** What tests and programs find a server by, and what is told to commands (contract section 1). */
const OTHER_NAMES = ['URL', 'TOKEN', 'SANDBOX', 'CONFIG', 'CONFIG_INLINE', 'ISSUER', 'IRS_URL'];

describe('what the documentation says', () => {
  let words: Words;
  beforeAll(async () => {
    const one = async (name: string) => wordsOfEverything({ [name]: VERBS[name] as never });
    const all: Words[] = [];
    for (const name of Object.keys(VERBS)) all.push(await one(name));
    words = Object.assign({}, ...all) as Words;
  }, 60_000);

  /** What is wrong with a command: a verb or flag that the command line does not know. */
  function faultIn(command: string): string | undefined {
    const parts = (command.split(/ -- | \| | > |&&/)[0] ?? '').trim().split(/\s+/);
    const [verb = '', second = ''] = parts;
    const path = `${verb} ${second}` in words ? `${verb} ${second}` : verb;
    const known = words[path];
    if (verb === '--help' || verb === '...' || verb.startsWith('<')) return undefined;
    if (!known) return `no verb: ${command}`;
    const strange = parts.filter((part) => /^--[a-z]/.test(part) && !known.includes(part));
    return strange.length === 0 ? undefined : `${strange.join(' ')}: ${command}`;
  }

  it.each(TEXTS)('%s names only verbs and flags that there are', (_, text) => {
    const commands = [...text.replace(/\\\n/g, ' ').matchAll(/npx standin ([^`\n]+)/g)];
    expect(commands.flatMap(([, command = '']) => faultIn(command) ?? [])).toEqual([]);
  });

  it.each(TEXTS)('%s names only environment variables that are read', (_, text) => {
    const known = Object.values(SETTINGS).flatMap(({ env }): readonly string[] => env);
    const named = [...text.matchAll(/\bSTANDIN_[A-Z_]*[A-Z]/g)].map(([name]) => name);
    const strange = named.filter(
      (name) =>
        !known.includes(name.replace(/_FILE$/, '')) &&
        !OTHER_NAMES.includes(name.replace('STANDIN_', '').replace(/ISSUER_\w+/, 'ISSUER')),
    );
    expect(strange).toEqual([]);
  });

  it.each(PAGES)('%s links to pages and headings that there are', async (name) => {
    const dead: string[] = [];
    for (const [, target = '', anchor = ''] of read(name).matchAll(
      /\]\(([\w-]+\.md)?(#[\w-]+)?\)/g,
    )) {
      const page = target === '' ? name : target;
      if (!PAGES.includes(page)) dead.push(page);
      else if (anchor !== '') {
        const { sections } = await readMarkdown(read(page), '/docs');
        if (!sections.some(({ id }) => `#${id}` === anchor)) dead.push(page + anchor);
      }
    }
    expect(dead).toEqual([]);
  });

  it('has every page in the contents', () => {
    const listed = [...read('index.md').matchAll(/\]\(([\w-]+\.md)\)/g)].map(([, name]) => name);
    expect([...listed, 'index.md'].sort()).toEqual([...PAGES].sort());
  });
});

describe('Markdown', () => {
  it('prints HTML as text, and keeps addresses of no kind that a page may have', async () => {
    const { html } = await readMarkdown(
      '# A\n\n<script>x</script>\n\n<i>c</i> [b](javascript:x) [c](../d.md)',
      '/docs',
    );
    expect(html).not.toMatch(/<script|javascript:|\.\./);
  });

  it('gives headings the ids that GitHub gives, twice the same one a number', async () => {
    const { sections, html } = await readMarkdown('# A `b.c` d?\n\n## E\n\n## E\n', '/docs');
    expect(sections.map(({ id }) => id)).toEqual(['a-bc-d', 'e', 'e-1']);
    expect(html).toContain('<h2 id="e-1">E</h2>');
  });
});
