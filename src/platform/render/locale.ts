import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Text, TextValues } from './text.js';

/** The words of one language. */
export interface Locale {
  /** The text of a key, its `{names}` filled in. */
  t(key: string, values?: TextValues): string;
  /** The text of a `Text`, refusals' bare reasons included. */
  say(text: Text): string;
  /** An instant as date and time, UTC. */
  when(instant: number): string;
  /** A calendar day, or the day (UTC) of an instant. */
  day(date: string | number): string;
}

interface Tree {
  readonly [key: string]: string | Tree;
}

/** Where a reason that stands alone is looked up. */
const REASON_AREAS = ['', 'errors.', 'reasons.'];
const UNKNOWN_REASON = 'errors.unknown';

/** A text that the locale lacks, or a `{name}` without a value. */
export class MissingText extends Error {}

/**
 * Reads every `<folder>/<area>.json`. Keys may be nested or dotted; they are one flat table afterwards.
 * `strict` (tests) throws `MissingText` where production falls back to the general sentence.
 */
export function loadLocale(folder: string, language: string, strict: boolean): Locale {
  const texts = readTexts(folder);
  const dateTime = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  const plural = new Intl.PluralRules(language);

  const find = (key: string, values: TextValues): string | undefined =>
    texts.get(key) ??
    (typeof values['count'] === 'number'
      ? texts.get(`${key}.${plural.select(values['count'])}`)
      : undefined);

  const t = (key: string, values: TextValues = {}): string => {
    const text = find(key, values) ?? (strict ? undefined : texts.get(UNKNOWN_REASON));
    if (text === undefined) throw new MissingText(`no text for ${key} in ${folder}`);
    return text.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new MissingText(`no value for {${name}} of ${key}`);
      return String(value);
    });
  };

  return {
    t,
    say(text) {
      const { key, values } = typeof text === 'string' ? { key: text, values: {} } : text;
      const area = REASON_AREAS.find((prefix) => find(prefix + key, values) !== undefined);
      return t((area ?? '') + key, values);
    },
    when: (instant) => `${dateTime.format(instant)} UTC`,
    day: (value) => date.format(typeof value === 'string' ? Date.parse(value) : value),
  };
}

function readTexts(folder: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const tree = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Tree;
    flatten(basename(file, '.json'), tree, texts);
  }
  return texts;
}

function flatten(prefix: string, tree: Tree, texts: Map<string, string>): void {
  for (const [key, value] of Object.entries(tree)) {
    const path = `${prefix}.${key}`;
    if (typeof value === 'string') texts.set(path, value);
    else flatten(path, value, texts);
  }
}
