import type { ScriptStep } from '../../scenarios/index.js';
import type { LifecycleEvent } from '../people/lifecycleEvents.js';

export const STEP_SENTENCES: Readonly<Record<ScriptStep, string>> = {
  document: 'The pictures of the document are read.',
  selfie: 'The face is compared with the portrait of the document.',
  liveness: 'The person shows that they sit before the camera.',
  records: 'The authoritative sources are asked about the details.',
  phone: 'The code of the text message is typed in.',
  fraud: 'Everything is held against other accounts and lists.',
  decision: 'The attempt as a whole is decided.',
  referee:
    'A script sends the person to a trusted referee, once everything is in, and ends the call.',
  in_person: 'A script sends the person to a place, once everything is in, and ends the visit.',
  letter:
    'A script sends a letter with a code, once everything is in, and says what came of it; after review its code does.',
  sign_in: 'The person signs in; a script refuses it, but lets no wrong password pass.',
  second_factor:
    'The person uses the second factor; a script refuses it, but lets no wrong code pass.',
  consent: 'The person answers the question for consent.',
  email_delivery: 'An e-mail is delivered: it may be lost, come late, or be sent again.',
  sms_delivery: 'A text message is delivered: it may be lost, come late, or be sent again.',
};

export const EVENT_SENTENCES: Readonly<Record<LifecycleEvent, string>> = {
  suspend: 'The account is suspended: nobody signs in with it.',
  restore: 'A suspended account is active again.',
  close: 'The account is closed for good and forgets everything personal.',
  unlock: 'Every block after wrong guesses is lifted.',
  revoke_verification: 'The verification is taken back: the person has no IAL any more.',
  lapse_verification: 'The verification is too old: the person has no IAL any more.',
  lock: 'The account is locked: nobody signs in until it is unlocked.',
  change_name: 'The person has another name.',
  change_address: 'The person has moved.',
  change_phone: 'The person has another phone.',
  change_email: 'The person has another e-mail address.',
  merge_into: 'The account is closed and becomes part of another.',
  hold: 'The account is held while somebody looks into it: nobody signs in.',
  release: 'A hold, a report of fraud or of a death is lifted.',
  report_fraud:
    'The person says that somebody used their identity: nobody signs in, the verification is revoked.',
  deceased:
    'The person has died: the sources know it, nobody signs in, the verification is revoked.',
};
