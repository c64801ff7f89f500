import type { Form, Href, Resend } from './common.js';

/** A button that makes or uses a passkey: options are posted for (csrf), the answer is posted as `credential`. */
export interface PasskeyAsk {
  readonly does: 'create' | 'get';
  readonly action: Href;
  readonly options: Href;
}

/** Posts `email`, `password`. */
export interface IdentifyModel extends Form<'email' | 'password'> {
  /** Signs in without address and password. */
  readonly passkey?: PasskeyAsk | undefined;
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

/** Kinds that a person sets up. */
export type EnrolledKind = 'totp' | 'phone' | 'passkey';

/** What every page of setting one up tells besides. */
interface Enrolment {
  /** On the way to a new account: shows the steps of that. */
  readonly signingUp: boolean;
  /** Kinds to choose instead. */
  readonly others: readonly { readonly kind: EnrolledKind; readonly href: Href }[];
}

export type SecondFactorKind = 'totp' | 'phone' | 'passkey' | 'recovery_code';

/** Posts `code`. */
export interface TotpEnrolModel extends Form<'code'>, Enrolment {
  /** `data:image/...` of the otpauth URI. */
  readonly qr: string;
  /** Base32, without blanks. */
  readonly secret: string;
  /** `otpauth://totp/...`, opens an app on a phone. */
  readonly uri: string;
}

/** Posts `phone`. */
export interface PhoneEnrolModel extends Form<'phone'>, Enrolment {}

/** Posts `code`, and `phone` along. */
export interface PhoneEnrolCodeModel extends Form<'code' | 'phone'> {
  readonly masked: string;
  readonly resend: Resend;
  /** Another number. */
  readonly back: Href;
  readonly signingUp: boolean;
}

export interface PasskeyEnrolModel extends Form<never>, Enrolment {
  readonly ask: PasskeyAsk;
}

/** Posts `email`. */
export interface ForgotModel extends Form<'email'> {
  readonly back: Href;
}

export interface ForgotSentModel {
  readonly email: string;
  readonly inbox: Href;
  readonly back: Href;
}

/** Posts `password`, and `token` along. */
export interface ResetPasswordModel extends Form<'password' | 'token'> {
  readonly minimumLength: number;
}

export interface PasswordResetModel {
  readonly signIn: Href;
}

/** Shown once. Posts `saved=yes`. */
export interface RecoveryCodesModel extends Form<'saved'> {
  readonly codes: readonly string[];
}

/** Posts `code`, to the action of the method shown. */
export interface VerifySecondFactorModel extends Form<'code'> {
  readonly kind: SecondFactorKind;
  readonly passkey?: PasskeyAsk | undefined;
  /** Masked destination of a text code. */
  readonly phone?: string | undefined;
  readonly resend?: Resend | undefined;
  readonly alternatives: readonly { readonly kind: SecondFactorKind; readonly href: Href }[];
  readonly cancel?: Href | undefined;
}
