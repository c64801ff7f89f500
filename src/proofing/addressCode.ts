import type { Attributes } from '../assurance/index.js';
import type { Clock } from '../platform/clock.js';
import { DAY } from '../platform/clock.js';
import type { DomainEvent } from '../platform/events.js';
import type { SandboxId } from '../platform/ids.js';
import type { Result } from '../platform/result.js';
import { refused } from '../platform/result.js';
import { shortCode } from '../platform/secrets.js';
import type { Attempt } from './attempt.js';
import { attemptEvent } from './attemptEvents.js';
import type { Seen } from './begin.js';
import { awaitsLetter, beginCode, hashOf, type CodeRefusal } from './confirmCode.js';
import type { Deps } from './deps.js';
import type { Moved } from './settle.js';
import { LETTER_LIFETIME } from './settle.js';
import { verifiedAttributes } from './verified.js';

/** Letters of one attempt, and how long each must be waited for: mail takes its time. */
const MOST_LETTERS = 4;
const BETWEEN_LETTERS = DAY;

/** Name and address as they stand on an envelope. */
function envelope({ held }: Attempt): string | undefined {
  const verified = verifiedAttributes(held);
  const address = verified.address ?? held.details?.address;
  if (!address) return undefined;
  const { street_address, locality, region, postal_code } = address;
  const lines = [nameOf(verified), street_address, `${locality}, ${region} ${postal_code}`];
  return lines.filter((line) => line !== '').join('\n');
}

const nameOf = ({ given_name, middle_name, family_name, suffix }: Attributes): string =>
  [given_name, middle_name, family_name, suffix].filter(Boolean).join(' ');

/**
 * Adds a letter to an attempt that has come to wait for one: a six-digit code, 21 days good (63A section 3.8), whose delivery
 * the event `proofing.address_code_requested` asks for; its private part is `{ postal_address, code }`. Nothing for any other
 * attempt, or where no address is known.
 */
export function withLetter(
  moved: Moved,
  { clock }: { readonly clock: Clock },
  data: DomainEvent['data'] = {},
): Moved {
  const { attempt } = moved;
  const address = awaitsLetter(attempt) ? envelope(attempt) : undefined;
  if (address === undefined) return moved;
  const code = shortCode(6);
  const { held } = attempt;
  const lettered: Attempt = {
    ...attempt,
    codeExpiresAt: clock.now() + LETTER_LIFETIME,
    held: {
      ...held,
      code: { hash: hashOf(attempt, code), guesses: 0 },
      lettersSent: (held.lettersSent ?? 0) + 1,
    },
  };
  const request = {
    ...attemptEvent(attempt, 'proofing.address_code_requested', data),
    private: { postal_address: address, code },
  };
  return { ...moved, attempt: lettered, events: [...moved.events, request] };
}

/** Another letter, a day or more after the one before; its code voids the earlier one. */
export async function sendLetter(
  deps: Deps,
  sandbox: SandboxId,
  seen: Seen,
): Promise<Result<Attempt, CodeRefusal | 'letter_too_soon'>> {
  const begun = await beginCode(deps, sandbox, seen);
  if (!begun.ok) return begun;
  const { attempt, events } = begun.value;
  if (!awaitsLetter(attempt)) return refused('step_not_open');
  if ((attempt.held.lettersSent ?? 0) >= MOST_LETTERS) return refused('codes_exhausted');
  const sentAt = (attempt.codeExpiresAt ?? 0) - LETTER_LIFETIME;
  if (sentAt + BETWEEN_LETTERS > deps.clock.now()) return refused('letter_too_soon');
  const moved = withLetter(...prolonged({ attempt, events }, deps));
  return deps.store.save(sandbox, moved.attempt, moved);
}

/** A new letter is waited for as long as the first, unless a script says when the wait ends. */
function prolonged({ attempt, events }: Moved, deps: Deps): Parameters<typeof withLetter> {
  if ('resolution' in attempt && attempt.resolution) return [{ attempt, events }, deps];
  const dueAt = deps.clock.now() + LETTER_LIFETIME;
  return [{ attempt: { ...attempt, dueAt }, events }, deps, { due_in_ms: LETTER_LIFETIME }];
}
