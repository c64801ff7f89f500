/**
 * authenticators: what a person signs in with (NIST SP 800-63B-4): password, TOTP, phone, passkey, recovery codes.
 * Owns: binding, proving and unbinding each kind, the password policy, the throttle that all guesses pass.
 * Does not own: accounts, sessions, which level a set of authenticators reaches (assurance), sending texts (messages).
 * One folder per kind; secrets leave only to the store and, once, to the person.
 */
export type { Authenticator, NewAuthenticators } from './authenticator.js';
export type { Authenticators } from './authenticators.js';
export { createAuthenticators } from './authenticators.js';
export type { AuthenticatorOrder, GeneratedAuthenticators } from './generate.js';
export { generateAuthenticators } from './generate.js';
export type { GeneratedPasskey } from './passkey/generate.js';
export type { PasskeyRefusal, PasskeyUse } from './passkey/assertion.js';
export type { PasskeyEnrolmentRefusal, PasskeyOwner } from './passkey/enrolment.js';
export { passkeyScope, type PasskeyScope } from './passkey/scope.js';
export type { Claimant } from './password/claimant.js';
export type { PasswordMismatch } from './password/password.js';
export type { PasswordRefusal } from './password/strength.js';
export { PASSWORD_LENGTH } from './password/strength.js';
export type { PhoneCodeRefusal, PhoneSendRefusal } from './phone/phone.js';
export type {
  AuthenticatorStore,
  ChallengePurpose,
  ChallengeUse,
  Consequence,
  Passkey,
  PasskeyStore,
  PasswordReset,
  PasswordResetStore,
  PasswordStore,
  PhoneCode,
  PhonePurpose,
  PhoneStore,
  RecoveryCodeStore,
  SendingLimits,
  StepUse,
  ThrottleKey,
  ThrottleStore,
  ThrottleSubject,
  TotpKey,
  TotpStore,
  Turn,
  TurnRules,
} from './ports.js';
export type { RecoveryCodeRefusal } from './recoveryCodes/recoveryCodes.js';
export type { TotpCode } from './totp/code.js';
export type { EnrolmentRefusal, TotpEnrolment } from './totp/enrolment.js';
export type { TotpRefusal } from './totp/totp.js';
