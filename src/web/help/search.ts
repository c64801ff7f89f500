import { HELP_TOPICS, type HelpTopic } from './topics.js';

/** The words of one language. */
export interface HelpWords {
  t(key: string): string;
}

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();

const wordsIn = (text: string): readonly string[] => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** Words that say nothing about what is asked. */
const EMPTY = new Set(
  wordsIn(`a am an and are be can cannot could do does for from get have how i if in is it long me much my not of on or
    should that the there this to was what when where which who why will with you your`),
);

/** What an answer is worth for a word: in its title, among the other words for it, in its text. */
const WORTH = { title: 4, words: 3, text: 1 };

/**
 * The answers that have at least half of the words that were typed, or the beginnings of them, best first. A question of nothing but
 * small words finds nothing.
 */
export function searchHelp(query: string, { t }: HelpWords): readonly HelpTopic[] {
  const wanted = [...new Set(wordsIn(query))].filter((word) => !EMPTY.has(word));
  const rated = HELP_TOPICS.map((topic) => {
    const worths = wanted.map((word) => worthOf(word, topic, t)).filter((worth) => worth > 0);
    return { topic, found: worths.length, worth: worths.reduce((sum, worth) => sum + worth, 0) };
  });
  return rated
    .filter(({ found }) => found > 0 && found >= wanted.length / 2)
    .sort((a, b) => b.found - a.found || b.worth - a.worth)
    .map(({ topic }) => topic);
}

function worthOf(word: string, { id, steps }: HelpTopic, t: HelpWords['t']): number {
  const key = `help.topics.${id}`;
  const has = (text: string) => wordsIn(text).some((one) => one.startsWith(word));
  if (has(t(`${key}.title`))) return WORTH.title;
  if (has(t(`${key}.words`))) return WORTH.words;
  const told = Array.from({ length: steps }, (_, index) => t(`${key}.steps.${index + 1}`));
  return has([t(`${key}.body`), ...told].join(' ')) ? WORTH.text : 0;
}
