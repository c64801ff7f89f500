/**
 * Members whose content is data under names of its own (claims, evidence, a client's keys and policies), which are never renamed. A test
 * compares this list with the API's description.
 */
export const VERBATIM: ReadonlySet<string> = new Set([
  ...[
    'back',
    'body',
    'claims',
    'data',
    'documents',
    'evidence',
    'front',
    'headers',
    'issuers',
    'keys',
    'left_out',
    'policies',
    'profiles',
    'rows',
    'selfie',
    'tables',
    'value',
  ],
  'timings_ms',
]);

/** `given_name` as TypeScript says it. */
const camel = (name: string): string =>
  name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());

/** `givenName` as it stands on the wire. */
export const snake = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A value as the API answers it, under the names of the SDK. */
export const fromWire = (value: unknown): unknown => rename(value, camel, (name) => name);

/** A value of the SDK as the API takes it. */
export const toWire = (value: unknown): unknown => rename(value, snake, snake);

/** Renames members at any depth; `wireName` tells which name on the wire a member has. */
function rename(
  value: unknown,
  to: (name: string) => string,
  wireName: (name: string) => string,
): unknown {
  if (Array.isArray(value)) return value.map((item) => rename(item, to, wireName));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      to(name),
      VERBATIM.has(wireName(name)) ? member : rename(member, to, wireName),
    ]),
  );
}
