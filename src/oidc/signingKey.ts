import type { JWK } from 'jose';
import type { DomainEvent } from '../platform/events.js';
import type { SandboxId } from '../platform/ids.js';
import type { Instant } from '../platform/clock.js';
import type { Result } from '../platform/result.js';
import { ok, refused } from '../platform/result.js';

/** A private signing key as JWK, with `kid` (RFC 7638 thumbprint unless it was imported), `alg` and `use`. */
export type SigningKey = JWK & { readonly kid: string; readonly alg: 'ES256' | 'RS256' };

/** active: signs and is published; published: is published alone; withheld: signs alone; retired: neither. */
export type KeyState = 'active' | 'published' | 'withheld' | 'retired';

/** A key and what it is for at the moment. */
export interface KeptKey {
  readonly key: SigningKey;
  readonly state: KeyState;
  readonly createdAt: Instant;
}

/** What becomes of a sandbox's keys. */
export interface KeyRevision {
  readonly states: readonly (readonly [kid: string, state: KeyState])[];
  /** One of an algorithm at most. */
  readonly added: readonly Pick<KeptKey, 'key' | 'state'>[];
}

export interface KeyRevisions {
  /**
   * Decides on the keys as they are (oldest first), while nobody else can, and does so; answers the keys as they are then. The
   * events are told when something changed.
   */
  revise<E extends string>(
    sandbox: SandboxId,
    decide: (keys: readonly KeptKey[]) => Result<KeyRevision, E>,
    happened: readonly DomainEvent[],
  ): Promise<Result<readonly KeptKey[], E>>;
}

export const signs = ({ state }: KeptKey): boolean => state === 'active' || state === 'withheld';

const NOTHING: KeyRevision = { states: [], added: [] };

/** What signs until now: it stays published, so that what it signed can be verified, unless nobody was shown it. */
const succeeded = (keys: readonly KeptKey[]): KeyRevision['states'] =>
  keys
    .filter(signs)
    .map(({ key, state }) => [key.kid, state === 'active' ? 'published' : 'retired']);

/** What was published ahead and signs from the next rotation on. */
const upcoming = (keys: readonly KeptKey[]): KeptKey | undefined =>
  keys.slice(keys.findLastIndex(signs) + 1).find(({ state }) => state === 'published');

/**
 * Each algorithm's next key signs: one that was published ahead, else a fresh one. With `ahead` the next one is published and
 * signs nothing yet, so that clients that keep a key set can learn it first (OpenID Connect Core section 10.1.1).
 */
export function rotated(
  keys: readonly KeptKey[],
  fresh: readonly SigningKey[],
  ahead: boolean,
): KeyRevision {
  const revisions = fresh.map((key): KeyRevision => {
    const own = keys.filter((kept) => kept.key.alg === key.alg);
    const next = upcoming(own);
    if (ahead) return next ? NOTHING : { states: [], added: [{ key, state: 'published' }] };
    const states = succeeded(own);
    return next
      ? { states: [...states, [next.key.kid, 'active']], added: [] }
      : { states, added: [{ key, state: 'active' }] };
  });
  return {
    states: revisions.flatMap(({ states }) => states),
    added: revisions.flatMap(({ added }) => added),
  };
}

/** The key signs from now on; the same one again changes nothing, another one of its name is refused. */
export function imported(
  keys: readonly KeptKey[],
  key: SigningKey,
): Result<KeyRevision, 'kid_taken'> {
  const there = keys.find((kept) => kept.key.kid === key.kid)?.key;
  if (there) return isSame(there, key) ? ok(NOTHING) : refused('kid_taken');
  const own = keys.filter((kept) => kept.key.alg === key.alg);
  return ok({ states: succeeded(own), added: [{ key, state: 'active' }] });
}

/** RFC 7638 section 3.2: what makes a key what it is. */
const isSame = (one: SigningKey, other: SigningKey): boolean =>
  (['kty', 'n', 'e', 'crv', 'x', 'y'] as const).every((member) => one[member] === other[member]);

/** Published no more; what signs can only be succeeded. */
export function retired(
  keys: readonly KeptKey[],
  kid: string,
): Result<KeyRevision, 'unknown' | 'signs'> {
  const kept = keys.find(({ key }) => key.kid === kid);
  if (!kept) return refused('unknown');
  if (signs(kept)) return refused('signs');
  return ok(kept.state === 'retired' ? NOTHING : { states: [[kid, 'retired']], added: [] });
}

/** Signs on, and is missing from the key set until another one takes its place. */
export function withheld(
  keys: readonly KeptKey[],
  kid: string,
): Result<KeyRevision, 'unknown' | 'signs_not'> {
  const kept = keys.find(({ key }) => key.kid === kid);
  if (!kept) return refused('unknown');
  if (!signs(kept)) return refused('signs_not');
  return ok(kept.state === 'withheld' ? NOTHING : { states: [[kid, 'withheld']], added: [] });
}
