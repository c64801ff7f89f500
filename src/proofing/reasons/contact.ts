import type { Reasons } from './reason.js';

/** Addresses and phones that were not confirmed. */
export const contactReasons = {
  'contact.email_unverified': {
    disposition: 'retry',
    alternative: 'final',
    severity: 'low',
    check: 'email',
    aliases: ['stripe:email_unverified_other'],
    operator: 'The e-mail address is not confirmed.',
  },
  'contact.phone_unverified': {
    disposition: 'retry',
    alternative: 'final',
    severity: 'low',
    check: 'phone',
    aliases: ['nist:phone_unverified', 'login.gov:phone warning'],
    operator: "The phone is not confirmed to be the applicant's.",
  },
  'contact.phone_voip': {
    disposition: 'retry',
    alternative: 'final',
    severity: 'medium',
    check: 'phone',
    aliases: ['login.gov:VoIP'],
    operator: 'The number is an internet telephone.',
  },
  'contact.phone_sim_swap': {
    disposition: 'final',
    alternative: 'review',
    severity: 'high',
    check: 'phone',
    aliases: ['nist:sim_swap'],
    operator: 'The SIM card was exchanged lately.',
  },
  'contact.confirmation_code_expired': {
    disposition: 'retry',
    alternative: 'final',
    severity: 'low',
    check: 'phone',
    aliases: ['login.gov:otp_expired'],
    operator: 'The code was entered too late.',
  },
  'contact.confirmation_code_wrong': {
    disposition: 'retry',
    alternative: 'final',
    severity: 'low',
    check: 'phone',
    aliases: ['kycaid:LIMIT_REACHED_OTP'],
    operator: 'Every guess of the code was wrong.',
  },
} as const satisfies Reasons;
