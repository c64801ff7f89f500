import { readFileSync } from 'node:fs';
import { ok, refused, type Result } from '../platform/result.js';
import { USAGE } from './exitCodes.js';
import { refuse } from './print.js';

/** The text of `--body`: every member that the API knows, beyond those that have flags. */
export const BODY_OPTION = [
  '--body <json>',
  'further members as JSON, or @FILE to read them from a file (- for stdin)',
] as const;

/** Members given by flags over those of `--body`; flags that were not given are absent. */
export function bodyOf(
  text: string | undefined,
  members: Readonly<Record<string, unknown>>,
): Result<Readonly<Record<string, unknown>>, 'unreadable'> {
  const given = Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined),
  );
  if (text === undefined) return ok(given);
  try {
    const parsed: unknown = JSON.parse(readBody(text));
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
      return refused('unreadable');
    return ok({ ...parsed, ...given });
  } catch {
    return refused('unreadable');
  }
}

function readBody(text: string): string {
  if (text === '-' || text === '@-') return readFileSync(0, 'utf8');
  return text.startsWith('@') ? readFileSync(text.slice(1), 'utf8') : text;
}

/** Hands the body on, or says that it cannot be read. */
export async function withBody(
  text: string | undefined,
  members: Readonly<Record<string, unknown>>,
  go: (body: Readonly<Record<string, unknown>>) => Promise<number>,
): Promise<number> {
  const body = bodyOf(text, members);
  if (body.ok) return go(body.value);
  refuse('--body must be a JSON object, or @ and the name of a file that holds one');
  return USAGE;
}
