import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { FaultRequest } from './faults/fault.js';
import type { OutcomeRequest } from './outcome.js';

/** A named story: somebody, what happens to them, and what the app that asked receives of it. */
export interface Story {
  readonly id: string;
  /** What it is about: the name of its file. */
  readonly theme: string;
  readonly sentence: string;
  /** The persona after whom its person is made. */
  readonly persona: string;
  /** How the person is made otherwise than not verified and active. */
  readonly person?: {
    readonly ial?: 1 | 2;
    readonly state?: 'suspended';
    readonly phone?: string;
  };
  /** What the app asks for: an account (`sign_in`) or an identity at IAL2 (`verify`). */
  readonly asks: 'sign_in' | 'verify';
  readonly outcomes: readonly Omit<OutcomeRequest, 'match'>[];
  /** What goes wrong on the wire. */
  readonly faults?: readonly FaultRequest[];
  /** What an operator does once the attempt waits. */
  readonly afterwards?: { readonly action: 'approve' | 'decline' };
  readonly receives: Receipt;
}

/** What the app receives: claims with a code, an error, or neither. */
export interface Receipt {
  readonly sentence: string;
  /** Whether a correct app refuses what comes, or cannot use it. */
  readonly refuses?: true;
  /** Some of the claims, by their names in the standard profile. */
  readonly claims?: Readonly<Record<string, string>>;
  readonly error?: string;
}

export interface Stories {
  /** By theme, in the order of the files. */
  list(): readonly Story[];
  get(id: string): Story | undefined;
}

/** Reads `<folder>/*.json`, one file for each theme, when first asked. */
export function createStories(folder: string): Stories {
  let stories: ReadonlyMap<string, Story> | undefined;
  const load = () => (stories ??= new Map(read(folder).map((story) => [story.id, story])));
  return { list: () => [...load().values()], get: (id) => load().get(id) };
}

const read = (folder: string): readonly Story[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => {
      const theme = basename(name, '.json');
      const written = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Omit<
        Story,
        'theme'
      >[];
      return written.map((story) => ({ ...story, theme }));
    });
