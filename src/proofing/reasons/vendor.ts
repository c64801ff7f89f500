import type { Reasons } from './reason.js';

/** Faults of a service: never the applicant's, so they never burn a submission. */
export const vendorReasons = {
  'vendor.timeout': {
    disposition: 'system',
    severity: 'medium',
    check: 'vendor',
    aliases: ['login.gov:Time'],
    operator: 'The service did not answer in time.',
  },
  'vendor.unavailable': {
    disposition: 'system',
    severity: 'medium',
    check: 'vendor',
    aliases: ['login.gov:Fail', 'id.me:vendor fallback'],
    operator: 'The service refused the connection or answered with an error.',
  },
  'vendor.parse_error': {
    disposition: 'system',
    severity: 'medium',
    check: 'vendor',
    aliases: ['login.gov:Parse'],
    operator: "The service's answer could not be understood.",
  },
  'vendor.partial_result': {
    disposition: 'system',
    severity: 'medium',
    check: 'vendor',
    aliases: ['veriff:123'],
    operator: 'The service answered in part only.',
  },
} as const satisfies Reasons;
