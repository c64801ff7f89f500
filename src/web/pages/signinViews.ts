import type { Form, Href, Resend } from './common.js';

/** Posts `email`, `password`. */
export interface IdentifyModel extends Form<'email' | 'password'> {
  /** Missing where no account can be made. */
  readonly signUp?: Href | undefined;
  readonly forgot?: Href | undefined;
  /** Posts nothing but csrf: back to the partner with `access_denied`. Missing without a request. */
  readonly cancel?: Href | undefined;
}

/** Posts `email`, `password`, `terms=yes`. */
export interface SignUpModel extends Form<'email' | 'password' | 'terms'> {
  readonly signIn: Href;
  readonly minimumLength: number;
}

/** Posts `code` (six digits). */
export interface CheckMailModel extends Form<'code'> {
  readonly email: string;
  readonly resend: Resend;
  /** The built-in inbox, narrowed to this address. */
  readonly inbox?: Href | undefined;
  /** Start again with another address. */
  readonly changeEmail?: Href | undefined;
}

/** The mail's link worked. The page where the person signed up goes on by itself; elsewhere they sign in. */
export interface AddressConfirmedModel {
  readonly signIn: Href;
}

export type SecondFactorKind = 'totp' | 'phone' | 'passkey' | 'recovery_code';

/** Posts `kind`. */
export interface ChooseSecondFactorModel extends Form<'kind'> {
  readonly kinds: readonly Exclude<SecondFactorKind, 'recovery_code'>[];
}

/** Posts `code`. */
export interface TotpEnrolModel extends Form<'code'> {
  /** `data:image/...` of the otpauth URI. */
  readonly qr: string;
  /** Base32, without blanks. */
  readonly secret: string;
  /** `otpauth://totp/...`, opens an app on a phone. */
  readonly uri: string;
  readonly back?: Href | undefined;
}

/** Shown once. Posts `saved=yes`. */
export interface RecoveryCodesModel extends Form<'saved'> {
  readonly codes: readonly string[];
}

/** Posts `code`, to the action of the method shown. */
export interface VerifySecondFactorModel extends Form<'code'> {
  readonly kind: SecondFactorKind;
  /** Masked destination of a text code. */
  readonly phone?: string | undefined;
  readonly resend?: Resend | undefined;
  readonly alternatives: readonly { readonly kind: SecondFactorKind; readonly href: Href }[];
  readonly cancel?: Href | undefined;
}
