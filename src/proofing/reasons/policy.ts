import type { Reasons } from './reason.js';

/** Refusals by consent or by policy. */
export const policyReasons = {
  'policy.consent_declined': {
    disposition: 'final',
    severity: 'low',
    check: 'consent',
    aliases: ['stripe:consent_declined'],
    operator: 'The applicant did not agree to be proofed.',
  },
  'policy.biometric_consent_declined': {
    disposition: 'final',
    severity: 'low',
    check: 'consent',
    aliases: ['stripe:consent_declined'],
    operator: 'The applicant did not agree to the comparison of faces.',
  },
  'policy.restricted_region': {
    disposition: 'final',
    severity: 'medium',
    check: 'policy',
    aliases: ['veriff:112'],
    operator: 'The region is outside the policy.',
  },
  'policy.insufficient_evidence': {
    disposition: 'final',
    severity: 'medium',
    check: 'policy',
    aliases: ['nist:evidence_collection'],
    operator: 'The evidence does not reach IAL2 (one STRONG and one FAIR).',
  },
  'policy.max_age_exceeded': {
    disposition: 'final',
    severity: 'low',
    check: 'policy',
    aliases: ['ida:max_age'],
    operator: 'The evidence is older than the partner accepts.',
  },
} as const satisfies Reasons;
