import type { AuthenticatorUse } from '../assurance/index.js';
import type { Instant } from '../platform/clock.js';

/** What was done so far for one authorization request; kept on its interaction, so reload and second tabs find it. */
export interface Progress {
  /** Subject of the account that signed in or up for this request. */
  readonly account?: string;
  readonly used: readonly (AuthenticatorUse & { readonly at: Instant })[];
  /** The person chose to make an account (true) or to sign in instead (false). */
  readonly wantsAccount?: boolean;
  /** The address whose confirmation is awaited; also set, and never confirmed here, when it has an account already. */
  readonly awaits?: string;
  /** The account was made for this request: a second factor is set up now. */
  readonly registered?: boolean;
  /** A second factor is set up on the way, for an account that had none. */
  readonly enrols?: boolean;
  /** New recovery codes are shown until the person says that they are saved. */
  readonly codesToShow?: readonly string[];
  /** The person agreed; names of optional claims that they unticked. */
  readonly consent?: { readonly rejected: readonly string[] };
  /** The verification that was started or resumed for this request. */
  readonly attempt?: string;
  /** The page that says "you are verified" was left. */
  readonly verifiedSeen?: boolean;
  readonly stopped?: {
    readonly error: string;
    readonly description: string;
    /** Where the person goes instead of back with the error. */
    readonly leadsTo?: string | undefined;
  };
}

export const NOTHING_YET: Progress = { used: [] };

/** Where a verification attempt stands, as far as the dispatcher has to know. */
export type AttemptPosition =
  | {
      readonly at:
        | 'consent'
        | 'document_type'
        | 'document'
        | 'selfie'
        | 'details'
        | 'phone_code'
        | 'review'
        | 'address_code'
        | 'processing'
        | 'retry'
        | 'in_review'
        | 'declined';
    }
  | { readonly at: 'verified'; readonly seen: boolean };
