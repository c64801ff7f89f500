/** Everything that is told to others, each with a sentence; the first word is its area. */
export const EVENT_TYPES: Readonly<Record<string, string>> = {
  'account.registered': 'Somebody signed up; the address is not confirmed yet.',
  'account.created': 'A person was made over the control API.',
  'account.confirmation_requested': 'The confirmation of an address was asked for again.',
  'account.registration_repeated': 'Somebody signed up with an address that has an account.',
  'account.email_confirmed': 'The person confirmed the address of the account.',
  'account.email_changed': 'The account has another address.',
  'account.changed': 'Attributes of the account changed; their names are told.',
  'account.suspended': 'The account was suspended.',
  'account.restored': 'A suspended account is active again.',
  'account.locked': 'The account was blocked as after too many wrong guesses.',
  'account.unlocked': 'Every block after wrong guesses was lifted.',
  'account.held': 'The account is held on suspicion of fraud.',
  'account.released': 'The hold was lifted.',
  'account.fraud_reported': 'The person says that somebody used their identity.',
  'account.name_changed': 'The person has another name.',
  'account.address_changed': 'The person has moved.',
  'account.phone_changed': 'The person has another phone.',
  'account.merged': 'The account became part of another.',
  'account.deceased': 'The person has died.',
  'account.closed': 'The account was closed for good.',
  'account.deleted': 'The account was deleted with everything in it.',

  'authenticator.bound': 'A way to sign in was added.',
  'authenticator.unbound': 'A way to sign in was removed.',
  'authenticator.code_requested': 'A code was sent to the phone, to sign in or to bind it.',
  'authenticator.failed': 'An authenticator was used wrongly.',
  'authenticator.locked': 'Too many wrong guesses: the authenticator waits.',
  'authenticator.password_reset_requested': 'A link to set the password anew was asked for.',
  'authenticator.password_reset': 'The password was set anew.',
  'authenticator.clone_suspected': 'A passkey counted backwards: it may have been copied.',
  'authenticator.recovery_code_used': 'A recovery code was spent.',

  'verification.created': 'The person is about to be verified for a client.',
  'verification.started': 'The person agreed and began.',
  'verification.step_completed': 'A step was passed.',
  'verification.submitted': 'Something was submitted to be checked.',
  'verification.resubmission_requested': 'A step has to be tried again; the reasons are told.',
  'verification.awaiting_confirmation': 'All that is left is a code that was sent.',
  'verification.in_review': 'Somebody has to decide.',
  'verification.referee_required': 'A trusted referee has to be seen.',
  'verification.failed_temporarily': 'A check could not be made; it is made again.',
  'verification.verified': 'The identity is verified.',
  'verification.declined': 'The identity could not be verified; the reasons are told.',
  'verification.abandoned': 'The person has not gone on for a while, and may still.',
  'verification.canceled': 'The person gave up.',
  'verification.expired': 'The time for it is over.',
  'verification.revoked': 'A verification in force was taken back.',
  'verification.lapsed': 'A verification in force became too old.',

  'proofing.phone_code_requested': 'A code was sent to the phone that is to be proved.',
  'proofing.phone_code_refused': 'A wrong code was typed in.',
  'proofing.address_code_requested':
    'A letter with a code was sent to the address that is to be proved.',
  'proofing.address_code_refused': 'A wrong code of a letter was typed in.',

  'consent.given': 'The person agreed that a client gets attributes; their names are told.',
  'consent.revoked': 'The person took a consent back.',

  'partner.registered': 'An organisation was registered.',
  'partner.changed': 'An organisation was changed.',
  'partner.deleted': 'An organisation was deleted.',
  'client.registered': 'A client was registered.',
  'client.adopted': 'A client that nobody had registered was registered at its first request.',
  'client.pinned': 'The first token request of an adopted client fixed its secret and method.',
  'client.changed': 'A client was changed.',
  'client.secret_rotated': 'A client has a new secret.',
  'client.deleted': 'A client was deleted.',

  'key.rotated': 'Signing keys were rotated, or the next ones published.',
  'key.imported': 'A signing key was brought in and signs from now on.',
  'key.retired': 'A signing key is published no more.',
  'key.withheld': 'A signing key signs on, and is missing from the key set.',

  'token.issued': 'A token of the control API was made.',
  'token.revoked': 'A token of the control API was revoked.',

  'webhook.registered': 'An endpoint was registered.',
  'webhook.changed': 'An endpoint was changed, or disabled because it was gone.',
  'webhook.deleted': 'An endpoint was deleted.',

  'security_event.pushed':
    'A client was told by a security event token; its type and what came of it are told.',

  'message.sent': 'A message lies in the inbox.',
  'message.delayed': 'A script keeps a message back for a while.',
  'message.lost': 'A script lets a message get lost; the reason is told.',
};

const areaOf = (type: string): string => type.slice(0, type.indexOf('.'));

/** What a filter may say: a type, an area such as `verification.*`, or `*` for everything. */
export const EVENT_PATTERNS: readonly string[] = [
  '*',
  ...new Set(Object.keys(EVENT_TYPES).map((type) => `${areaOf(type)}.*`)),
  ...Object.keys(EVENT_TYPES),
];

export const matchesPattern = (pattern: string, type: string): boolean =>
  pattern === '*' || pattern === type || pattern === `${areaOf(type)}.*`;
