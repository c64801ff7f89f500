import type { Reasons } from './reason.js';

/** Disagreement between what was claimed, what the document says and what the sources know. */
export const dataReasons = {
  'data.name_mismatch': {
    disposition: 'review',
    severity: 'medium',
    check: 'records',
    aliases: ['veriff:104', 'onfido:data_comparison'],
    operator: "The name differs from the document's or from a source's.",
  },
  'data.dob_mismatch': {
    disposition: 'review',
    severity: 'high',
    check: 'records',
    aliases: ['veriff:104', 'onfido:data_comparison'],
    operator: "The birth date differs from the document's or from a source's.",
  },
  'data.address_mismatch': {
    disposition: 'review',
    severity: 'low',
    check: 'records',
    aliases: ['veriff:104', 'onfido:data_comparison'],
    operator: "The address differs from every source's.",
  },
  'data.phone_mismatch': {
    disposition: 'review',
    severity: 'low',
    check: 'records',
    aliases: ['login.gov:address_mock'],
    operator: 'The carrier lists the number under another name.',
  },
  'data.document_number_mismatch': {
    disposition: 'review',
    severity: 'medium',
    check: 'records',
    aliases: ['veriff:104', 'onfido:data_comparison'],
    operator: "The document number differs from the one entered or from the issuer's.",
  },
  'data.id_number_mismatch': {
    disposition: 'final',
    alternative: 'review',
    severity: 'high',
    check: 'records',
    aliases: ['stripe:id_number_mismatch', 'login.gov:SSN'],
    operator: 'The SSN belongs to another name or birth date.',
  },
  'data.id_number_unverified': {
    disposition: 'review',
    alternative: 'final',
    severity: 'medium',
    check: 'records',
    aliases: ['stripe:id_number_unverified'],
    operator: 'No source knows the SSN.',
  },
  'data.underage': {
    disposition: 'final',
    severity: 'medium',
    check: 'age',
    aliases: ['stripe:under_supported_age', 'onfido:age_validation', 'id.me:persona'],
    operator: 'Younger than the minimum age.',
  },
  'data.deceased_match': {
    disposition: 'final',
    severity: 'high',
    check: 'records',
    aliases: ['nist:date_of_death_check'],
    operator: 'A death is recorded for this SSN (63A: date-of-death check).',
  },
} as const satisfies Reasons;
