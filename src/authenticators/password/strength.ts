import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import type { Result } from '../../platform/result.js';
import { ok, refused } from '../../platform/result.js';

export const PASSWORD_LENGTH = { least: 8, most: 128 } as const;

export type PasswordRefusal =
  | 'password_too_short'
  | 'password_too_long'
  | 'password_characters'
  | 'password_personal'
  | 'password_common'
  | 'password_guessable';

/** Judges a chosen password; `personal` are words that belong to the person (address, names). Returns its NFC form. */
export type PasswordPolicy = (
  password: string,
  personal: readonly string[],
) => Promise<Result<string, PasswordRefusal>>;

/** Zxcvbn's third level, safe against guessing of slow hashes, but for its slack that no eight characters could reach. */
const LEAST_GUESSES = 10 ** 8;
/** What is judged of a long password: zxcvbn takes more than linear time, and these many already say enough. */
const JUDGED_LENGTH = 40;
/** Of a password of which personal words are most, at least this much must remain. */
const LEAST_REMAINDER = 5;

/**
 * NIST SP 800-63B-4 section 3.1.1: 8 characters (code points) with a second factor, 128 at most, Unicode in NFC, no
 * composition rules, a blocklist whose refusal says why. The word lists are loaded when first needed.
 */
export function createPasswordPolicy(): PasswordPolicy {
  let judge: Promise<ZxcvbnFactory> | undefined;
  return async (text, personal) => {
    const password = text.normalize('NFC');
    const length = [...password].length;
    if (length < PASSWORD_LENGTH.least)
      return refused('password_too_short', { least: PASSWORD_LENGTH.least });
    if (length > PASSWORD_LENGTH.most)
      return refused('password_too_long', { most: PASSWORD_LENGTH.most });
    if (!isPrintable(password)) return refused('password_characters');
    const words = wordsOf(personal);
    if (isMostlyPersonal(password, words)) return refused('password_personal');
    judge ??= loadJudge();
    const { guesses, sequence } = (await judge).check(prefixOf(password), [...words]);
    if (guesses >= LEAST_GUESSES) return ok(password);
    const lists = sequence.map(({ dictionaryName }): unknown => dictionaryName);
    if (lists.includes('userInputs')) return refused('password_personal');
    return refused(
      lists.some((list) => list !== undefined) ? 'password_common' : 'password_guessable',
    );
  };
}

const prefixOf = (password: string): string => [...password].slice(0, JUDGED_LENGTH).join('');

/** Every printing character of Unicode and the space; control characters cannot be typed and NUL cannot be stored. */
const isPrintable = (password: string): boolean => !/\p{Cc}|\p{Cs}/u.test(password);

/** The words of names and addresses that are long enough to matter. */
const wordsOf = (personal: readonly string[]): readonly string[] => [
  ...new Set(
    personal
      .flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)])
      .map((word) => word.toLowerCase())
      .filter((word) => word.length >= 3 && word.length <= 64),
  ),
];

function isMostlyPersonal(password: string, words: readonly string[]): boolean {
  const rest = words
    .toSorted((a, b) => b.length - a.length)
    .reduce((left, word) => left.split(word).join(''), password.toLowerCase());
  return rest.length < password.length && [...rest].length < LEAST_REMAINDER;
}

async function loadJudge(): Promise<ZxcvbnFactory> {
  const [core, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ]);
  return new core.ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    l33tMaxSubstitutions: 10, // its default of 100 holds the event loop for most of a second
  });
}
