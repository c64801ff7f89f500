import type { DocSection } from './markdown.js';

/** What a search looks through: the parts of a page. */
export interface Searched {
  readonly title: string;
  readonly sections: readonly Pick<DocSection, 'id' | 'heading' | 'text'>[];
}

/** A part of a page that has every word that was looked for. */
export interface Hit<Page extends Searched = Searched> {
  readonly page: Page;
  readonly id: string;
  readonly heading: string;
  /** Words around the first one that was found. */
  readonly before: string;
  readonly found: string;
  readonly after: string;
}

const MOST_HITS = 20;
const AROUND = 90;

/** Parts of pages with all of the words, best first: a word in a heading counts more than one in the text. */
export function searchPages<Page extends Searched>(
  pages: Iterable<Page>,
  query: string,
): readonly Hit<Page>[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return [...pages]
    .flatMap((page) => page.sections.map((section) => ({ page, section })))
    .map(({ page, section }) => ({ page, section, score: scoreOf(words, page.title, section) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, MOST_HITS)
    .map(({ page, section }) => ({
      ...{ page, id: section.id, heading: section.heading },
      ...excerptOf(section.text, words),
    }));
}

function scoreOf(
  words: readonly string[],
  title: string,
  { heading, text }: Searched['sections'][number],
): number {
  const scores = words.map(
    (word) =>
      times(title, word) * 3 + times(heading, word) * 8 + Math.min(times(text, word), 5) * 1,
  );
  return scores.includes(0) ? 0 : scores.reduce((sum, score) => sum + score, 0);
}

const times = (text: string, word: string): number => text.toLowerCase().split(word).length - 1;

function excerptOf(
  text: string,
  words: readonly string[],
): Pick<Hit, 'before' | 'found' | 'after'> {
  const lower = text.toLowerCase();
  const [word = ''] = words.filter((one) => lower.includes(one));
  const at = word === '' ? 0 : lower.indexOf(word);
  const from = Math.max(0, at - AROUND);
  const end = at + word.length;
  return {
    before: (from > 0 ? '… ' : '') + text.slice(from, at),
    found: text.slice(at, end),
    after: text.slice(end, end + AROUND) + (end + AROUND < text.length ? ' …' : ''),
  };
}
