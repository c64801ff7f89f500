import type { DomainEvent } from '../../platform/events.js';
import type { Instant } from '../../platform/clock.js';
import type { SandboxId } from '../../platform/ids.js';
import type { NewPasskey } from '../authenticator.js';

/** A credential as it is bound to an account. */
export interface Passkey extends NewPasskey {
  readonly id: string;
  /** The signature counter of the last use; undefined: uses are not counted. */
  readonly signCount?: number | undefined;
}

export type ChallengePurpose = 'bind' | 'sign_in';

export interface ChallengeUse {
  readonly purpose: ChallengePurpose;
  readonly account?: string | undefined;
  readonly challenge: string;
}

export interface PasskeyStore {
  writePasskeyChallenge(
    sandbox: SandboxId,
    challenge: ChallengeUse & { readonly expiresAt: Instant },
  ): Promise<void>;
  /** Uses a challenge up. False: unknown, used, too old, or of another purpose or account. */
  spendPasskeyChallenge(
    sandbox: SandboxId,
    challenge: ChallengeUse & { readonly now: Instant },
  ): Promise<boolean>;
  /** Oldest first. */
  boundPasskeys(sandbox: SandboxId, account: string): Promise<readonly Passkey[]>;
  /** By credential id: whose it is. */
  findPasskey(
    sandbox: SandboxId,
    credentialId: string,
  ): Promise<{ readonly account: string; readonly passkey: Passkey } | undefined>;
  /** False when somebody has bound the credential already. */
  bindPasskey(
    sandbox: SandboxId,
    account: string,
    passkey: Passkey,
    now: Instant,
    events: readonly DomainEvent[],
  ): Promise<boolean>;
  /** Notes a use by one conditional update. False, and `cloned` is written, when the counter did not go up. */
  usePasskey(
    sandbox: SandboxId,
    account: string,
    id: string,
    use: { readonly signCount: number; readonly now: Instant },
    cloned: readonly DomainEvent[],
  ): Promise<boolean>;
}
