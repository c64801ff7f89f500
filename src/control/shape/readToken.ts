import type { UserinfoFormat } from '../../partners/index.js';
import type { Result } from '../../platform/result.js';
import { ok, refused } from '../../platform/result.js';

/** What a token holds: to be looked at at once and kept nowhere. */
export interface Held {
  readonly members: Readonly<Record<string, unknown>>;
  /** As userinfo was answered, where the text tells; of a bare JWT nobody knows how it came. */
  readonly userinfo?: UserinfoFormat | undefined;
}

export type Unreadable = 'encrypted' | 'no_token' | 'too_many_members';

const MOST_MEMBERS = 100;

/**
 * Takes apart what an app got: an ID token or userinfo (a JWT, in quotes or bare; JSON), an answer of the token endpoint, or ID.me's
 * list of attributes. Nothing is verified: it is looked at, not trusted.
 */
export function readToken(text: string): Result<Held, Unreadable> {
  const bare = unquoted(text.trim());
  const parts = bare.split('.');
  if (parts.length === 5 && isObject(partIn(parts, 0))) return refused('encrypted'); // RFC 7516 section 3
  const json = bare.startsWith('{') ? parsed(bare) : undefined;
  if (isObject(json)) return readObject(json);
  const members = parts.length === 3 && isObject(partIn(parts, 0)) ? partIn(parts, 1) : undefined;
  if (!isObject(members)) return refused('no_token');
  return bounded({ members, userinfo: bare === text.trim() ? undefined : 'quoted' });
}

function readObject(json: Readonly<Record<string, unknown>>): Result<Held, Unreadable> {
  const { id_token: idToken, attributes } = json;
  if (typeof idToken === 'string') {
    const held = readToken(idToken);
    return held.ok ? ok({ members: held.value.members }) : held;
  }
  if (Array.isArray(attributes)) return bounded({ members: byHandle(attributes) });
  return bounded({ members: json, userinfo: 'json' });
}

const bounded = (held: Held): Result<Held, Unreadable> =>
  Object.keys(held.members).length > MOST_MEMBERS ? refused('too_many_members') : ok(held);

/** ID.me's list of attributes as members: `[{ handle, name, value }]`. */
const byHandle = (attributes: readonly unknown[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    attributes.flatMap((one) => {
      const { handle, value } = (one ?? {}) as Readonly<Record<string, unknown>>;
      return typeof handle === 'string' ? [[handle, value ?? null]] : [];
    }),
  );

/** JSON text within JSON text, as ID.me's userinfo has it. */
function unquoted(text: string): string {
  for (let layers = 0, inner: unknown = text; layers < 3; layers++) {
    if (typeof inner !== 'string' || !inner.startsWith('"')) return String(inner);
    inner = parsed(inner);
  }
  return text;
}

function partIn(parts: readonly string[], index: number): unknown {
  return parsed(Buffer.from(parts[index] ?? '', 'base64url').toString('utf8'));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
