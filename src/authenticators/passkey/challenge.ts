import type { Clock } from '../../platform/clock.js';
import { MINUTE } from '../../platform/clock.js';
import type { SandboxId } from '../../platform/ids.js';
import { randomToken } from '../../platform/secrets.js';
import type { ChallengePurpose, PasskeyStore } from '../ports.js';
import type { Guard } from '../throttle/guard.js';

export interface PasskeyPorts {
  readonly store: PasskeyStore;
  readonly guard: Guard;
  readonly clock: Clock;
}

const CHALLENGE_LIFETIME = 5 * MINUTE;

/** Draws a challenge (256 bits; WebAuthn section 13.4.3 asks for 16 bytes) that can be answered once. */
export async function drawChallenge(
  { store, clock }: PasskeyPorts,
  sandbox: SandboxId,
  of: { readonly purpose: ChallengePurpose; readonly account?: string | undefined },
): Promise<Uint8Array<ArrayBuffer>> {
  const challenge = randomToken();
  const expiresAt = clock.now() + CHALLENGE_LIFETIME;
  await store.writePasskeyChallenge(sandbox, { ...of, challenge, expiresAt });
  return new Uint8Array(Buffer.from(challenge, 'base64url'));
}
