import type { Instant } from '../../platform/clock.js';
import type { Text } from '../../platform/render/text.js';
import type { Fact, FieldErrors, Href, PartnerBrand } from './common.js';

/** Posts `decision=allow|deny` and one `attribute=<name>` per attribute left ticked. */
export interface ConsentModel {
  readonly action: Href;
  readonly errors: FieldErrors<'attribute'>;
  readonly items: readonly ConsentItem[];
  /** Asked again: what changed since the last time. */
  readonly again?: 'more' | 'changed' | 'expired' | undefined;
  readonly email: string;
}

export interface ConsentItem {
  /** Posted as `attribute`; its label is `attributes.<name>`. */
  readonly name: string;
  /** Masked already. */
  readonly value: Fact;
  readonly required: boolean;
  /** Ticked at first; required ones always are. */
  readonly ticked: boolean;
}

export interface AccountModel {
  readonly name?: string | undefined;
  readonly email: string;
  /** The person's picture, when the account belongs to a persona. */
  readonly face?: Href | undefined;
  readonly ial: 1 | 2;
  readonly aal: 1 | 2;
  readonly verifiedAt?: Instant | undefined;
  readonly evidence: readonly Text[];
  /** Starts or resumes a verification. Missing when verified. */
  readonly verify?: Href | undefined;
  readonly authenticators: readonly {
    readonly kind: 'password' | 'totp' | 'phone' | 'passkey' | 'recovery_codes';
    readonly addedAt: Instant;
    readonly lastUsedAt?: Instant | undefined;
    /** Recovery codes: how many are left. */
    readonly left?: number | undefined;
  }[];
  /** Add a second factor, when there is none. */
  readonly addSecondFactor?: Href | undefined;
  readonly partners: readonly {
    readonly brand: PartnerBrand;
    readonly since: Instant;
    /** Names in `attributes.*`. */
    readonly attributes: readonly string[];
    /** Posts csrf: ends the partner's grants. */
    readonly revoke: Href;
  }[];
  readonly activity: readonly { readonly at: Instant; readonly text: Text }[];
  /** Posts csrf. */
  readonly signOut: Href;
}
