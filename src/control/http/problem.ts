import type { Reply } from './reply.js';

/** One thing that is wrong with a request: where (JSON Pointer, RFC 6901), why, and what would be right. */
export interface ProblemError {
  readonly path: string;
  readonly message: string;
  readonly known?: readonly string[] | undefined;
}

export const PROBLEM_KINDS = {
  malformed: [400, 'The request cannot be read'],
  unauthorized: [401, 'The control API needs its token'],
  forbidden: [403, 'That is not for you to do'],
  not_found: [404, 'There is no such thing'],
  method_not_allowed: [405, 'The method does not belong here'],
  conflict: [409, 'It is there already, or in another state'],
  expired: [410, 'It has come to its end'],
  too_large: [413, 'The request is too large'],
  unsupported_media_type: [415, 'The media type is not accepted'],
  invalid: [422, 'The request does not say something that can be done'],
  too_many: [429, 'There are too many at once'],
  not_built: [501, 'This is not built yet'],
  engine_absent: [501, 'The engine is not installed here'],
  internal: [500, 'Something went wrong here'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemKind = keyof typeof PROBLEM_KINDS;
export const problemType = (kind: ProblemKind): string =>
  `urn:standin:problem:${kind.replaceAll('_', '-')}`;

export const PROBLEM_TYPE = 'application/problem+json';

/** An error as RFC 9457 tells it. `detail` is a sentence for a developer, without a secret or personal data. */
export function problem(
  kind: ProblemKind,
  detail: string,
  errors: readonly ProblemError[] = [],
  headers: Readonly<Record<string, string>> = {},
): Reply {
  const [status, title] = PROBLEM_KINDS[kind];
  const body = { type: problemType(kind), title, status, detail, errors };
  return { status, type: PROBLEM_TYPE, body, headers };
}

/** A refusal about one member of the body. */
export const invalid = (path: string, message: string, known?: readonly string[]): Reply =>
  problem('invalid', `${path || 'The body'} ${message}.`, [
    { path, message, ...(known && { known }) },
  ]);

/** A clash: what is asked for is somebody else's. `whose` ends the sentence, `value` is repeated only where it is an id. */
export const taken = (path: string, value: string | undefined, whose: string): Reply =>
  problem('conflict', `${path} ${quoted(value)}belongs to ${whose}.`, [
    { path, message: `${quoted(value)}is taken` },
  ]);

const quoted = (value: string | undefined): string => (value === undefined ? '' : `"${value}" `);

export const notFound = (what: string, known?: readonly string[]): Reply =>
  problem(
    'not_found',
    `There is no such ${what}.`,
    known && [{ path: '', message: `names no ${what}`, known }],
  );
