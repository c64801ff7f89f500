import type { DocsFrame } from '../pages/docsViews.js';
import type { Chapter, DocPage } from './library.js';
import { withLiveValues, type LiveValues } from './liveValues.js';
import { slugOf } from './markdown.js';

export interface Here {
  /** The folder of pages, as a path. */
  readonly folder: string;
  readonly slug: string;
  /** The page that is shown, for the places on it. */
  readonly page?: DocPage | undefined;
  readonly values: LiveValues;
}

/** The table of contents as it stands beside a page. */
export const contentsAt = (chapters: readonly Chapter[], here: Here): DocsFrame['chapters'] =>
  chapters.map(({ title, entries }) => ({
    title,
    entries: entries.map((entry) => entryAt(entry, here)),
  }));

function entryAt(
  { title, target }: Chapter['entries'][number],
  { folder, slug, page, values }: Here,
): DocsFrame['chapters'][number]['entries'][number] {
  const name = /^([\w-]+)\.md$/.exec(target)?.[1];
  if (name === undefined)
    return { title, href: withLiveValues(target, values), isHere: false, parts: [] };
  const isHere = slugOf(name) === slug;
  return { title, href: `${folder}/${slugOf(name)}`, isHere, parts: isHere ? partsOf(page) : [] };
}

/** More parts than these are a list to search, not one to go through. */
const MOST_PARTS = 30;

function partsOf(page: DocPage | undefined) {
  const parts = (page?.sections ?? []).filter(({ depth }) => depth === 2);
  return parts.length > MOST_PARTS
    ? []
    : parts.map(({ id, heading }) => ({ href: `#${id}`, title: heading }));
}
