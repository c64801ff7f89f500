import type { Reasons } from './reason.js';

/** What can be wrong with the picture of the applicant and its comparison with the portrait. */
export const selfieReasons = {
  'selfie.face_not_detected': {
    disposition: 'retry',
    severity: 'low',
    check: 'face',
    aliases: ['didit:NO_FACE_DETECTED', 'idenfy:FACE_NOT_FOUND'],
    operator: 'No face in the selfie.',
  },
  'selfie.multiple_faces': {
    disposition: 'retry',
    severity: 'low',
    check: 'face',
    aliases: ['didit:MULTIPLE_FACES'],
    operator: 'More than one face in the selfie.',
  },
  'selfie.low_quality': {
    disposition: 'retry',
    severity: 'low',
    check: 'quality',
    aliases: ['acuant:PoorQuality', 'veriff:202'],
    operator: 'The selfie is blurred, dark or small.',
  },
  'selfie.face_obstructed': {
    disposition: 'retry',
    severity: 'low',
    check: 'face',
    aliases: ['idenfy:FACE_OBSTRUCTED'],
    operator: 'Part of the face is covered.',
  },
  'selfie.face_mismatch': {
    disposition: 'retry',
    alternative: 'final',
    severity: 'high',
    check: 'face_match',
    aliases: ['stripe:selfie_face_mismatch', 'sumsub:SELFIE_MISMATCH', 'didit:FACE_MISMATCH'],
    operator: 'The selfie does not show the person of the portrait.',
  },
  'selfie.face_similarity_low': {
    disposition: 'review',
    severity: 'medium',
    check: 'face_match',
    aliases: ['didit:LOW_FACE_MATCH_SIMILARITY'],
    operator: 'Similarity lies between the two thresholds.',
  },
  'selfie.manipulated': {
    disposition: 'final',
    severity: 'high',
    check: 'authenticity',
    aliases: ['stripe:selfie_manipulated', 'onfido:digital_tampering'],
    operator: 'The selfie was altered.',
  },
} as const satisfies Reasons;
