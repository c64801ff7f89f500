import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { SAMPLE_BASE } from './liveValues.js';
import { readMarkdown, slugOf, type ReadPage } from './markdown.js';

/** A page of the documentation, with the addresses that stand for a server's own (`liveValues`). */
export interface DocPage extends ReadPage {
  readonly slug: string;
  readonly markdown: string;
}

/** A heading of the table of contents with its pages. */
export interface Chapter {
  readonly title: string;
  readonly entries: readonly { readonly title: string; readonly target: string }[];
}

export interface Library {
  readonly chapters: readonly Chapter[];
  /** Printed when first asked for. */
  page(slug: string): Promise<DocPage | undefined>;
  all(): Promise<readonly DocPage[]>;
}

export const INDEX = 'index';

/** Reads `folder/*.md` when first asked for: the same files that people read in the repository. */
export function createLibrary(folder: string): () => Promise<Library> {
  let opened: Promise<Library> | undefined;
  return () => (opened ??= open(folder));
}

async function open(folder: string): Promise<Library> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md'));
  const sources = new Map(
    await Promise.all(
      names.map(async (name) => [slugOf(basename(name, '.md')), await read(folder, name)] as const),
    ),
  );
  const printed = new Map<string, Promise<DocPage>>();
  const print = (slug: string, markdown: string): Promise<DocPage> => {
    const page = printed.get(slug) ?? printPage(slug, markdown);
    printed.set(slug, page);
    return page;
  };
  return {
    chapters: chaptersOf(sources.get(INDEX) ?? ''),
    page: async (slug) => {
      const markdown = sources.get(slug);
      return markdown === undefined ? undefined : print(slug, markdown);
    },
    all: () => Promise.all([...sources].map(([slug, markdown]) => print(slug, markdown))),
  };
}

const read = async (folder: string, name: string): Promise<string> =>
  (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n');

const printPage = async (slug: string, markdown: string): Promise<DocPage> => ({
  ...{ slug, markdown },
  ...(await readMarkdown(markdown, `${SAMPLE_BASE}/docs`)),
});

/** The navigation is the index page: its headings, and the links that begin the items of their lists. */
function chaptersOf(markdown: string): readonly Chapter[] {
  return markdown
    .split(/^## /m)
    .slice(1)
    .map((chapter) => ({
      title: chapter.slice(0, chapter.indexOf('\n')).trim(),
      entries: [...chapter.matchAll(/^- \[([^\]]+)\]\(([^)]+)\)/gm)].map(
        ([, title = '', target = '']) => ({ title, target }),
      ),
    }))
    .filter(({ entries }) => entries.length > 0);
}
