import type { Instant } from '../../platform/clock.js';
import type { Text } from '../../platform/render/text.js';
import type { Fact, FieldErrors, Form, Href, PartnerBrand } from './common.js';

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
    /** Posts csrf. Missing for the password and for the last second factor. */
    readonly remove?: Href | undefined;
  }[];
  readonly addFactor: Href;
  readonly newCodes: Href;
  readonly changePassword: Href;
  /** Browsers in which the person is signed in, the newest first. */
  readonly sessions: readonly {
    readonly signedInAt: Instant;
    readonly aal: 1 | 2;
    /** Posts csrf. Missing for the session that looks at the page. */
    readonly end?: Href | undefined;
  }[];
  /** Posts csrf: ends all other sessions. Missing when there is none. */
  readonly endOthers?: Href | undefined;
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
  readonly close: Href;
}

/** Posts csrf to make new codes; shows them when they are made. */
export interface NewRecoveryCodesModel {
  readonly action: Href;
  readonly back: Href;
  readonly codes?: readonly string[] | undefined;
}

/** Posts `current` (when there is one) and `password`. */
export interface ChangePasswordModel extends Form<'current' | 'password'> {
  readonly askCurrent: boolean;
  readonly minimumLength: number;
  readonly back: Href;
}

/** Posts `sure=yes`. */
export interface CloseAccountModel extends Form<'sure'> {
  readonly back: Href;
}

export interface AccountClosedModel {
  readonly home: Href;
}
