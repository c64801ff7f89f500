import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readMarkdown, slugOf, type ReadPage } from './markdown.js';
import { SAMPLE_BASE } from './liveValues.js';

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
  readonly pages: ReadonlyMap<string, DocPage>;
  readonly chapters: readonly Chapter[];
}

export const INDEX = 'index';

/** Reads and prints `folder/*.md` when first asked for: the same files that people read in the repository. */
export function createLibrary(folder: string): () => Promise<Library> {
  let opened: Promise<Library> | undefined;
  return () => (opened ??= open(folder));
}

async function open(folder: string): Promise<Library> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.md'));
  const pages = await Promise.all(files.map((name) => readPage(join(folder, name))));
  const index = pages.find(({ slug }) => slug === INDEX);
  return {
    pages: new Map(pages.map((page) => [page.slug, page])),
    chapters: index ? chaptersOf(index.markdown) : [],
  };
}

async function readPage(file: string): Promise<DocPage> {
  const markdown = (await readFile(file, 'utf8')).replaceAll('\r\n', '\n');
  const slug = slugOf(basename(file, '.md'));
  return { slug, markdown, ...(await readMarkdown(markdown, `${SAMPLE_BASE}/docs`)) };
}

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
