import type { Reasons } from './reason.js';

/** How an attempt ended without a decision on its evidence. */
export const sessionReasons = {
  'session.abandoned': {
    disposition: 'final',
    severity: 'low',
    check: 'session',
    aliases: ['stripe:abandoned', 'veriff:9103'],
    operator: 'The person went away.',
  },
  'session.expired': {
    disposition: 'final',
    severity: 'low',
    check: 'session',
    aliases: ['veriff:9104'],
    operator: 'The time ran out.',
  },
  'session.attempts_exceeded': {
    disposition: 'final',
    severity: 'medium',
    check: 'session',
    aliases: ['veriff:539'],
    operator: 'Every allowed submission of a step failed.',
  },
  'session.canceled_by_user': {
    disposition: 'final',
    severity: 'low',
    check: 'session',
    aliases: ['stripe:canceled'],
    operator: 'The person canceled.',
  },
  'session.link_reused': {
    disposition: 'final',
    severity: 'medium',
    check: 'session',
    aliases: ['onfido:link_reused'],
    operator: 'A single-use link was opened again.',
  },
} as const satisfies Reasons;
