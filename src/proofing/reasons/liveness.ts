import type { Reasons } from './reason.js';

/** Attacks on the capture of the applicant's face (ISO/IEC 30107-3). */
export const livenessReasons = {
  'liveness.failed': {
    disposition: 'final',
    alternative: 'retry',
    severity: 'high',
    check: 'liveness',
    aliases: ['idenfy:FAKE_FACE', 'didit:LOW_LIVENESS_SCORE'],
    operator: 'The challenge was not answered by a live person.',
  },
  'liveness.screen_replay': {
    disposition: 'final',
    severity: 'high',
    check: 'liveness',
    aliases: ['didit:LIVENESS_FACE_ATTACK'],
    operator: 'A screen was held before the camera.',
  },
  'liveness.print_attack': {
    disposition: 'final',
    severity: 'high',
    check: 'liveness',
    aliases: ['didit:LIVENESS_FACE_ATTACK'],
    operator: 'A print was held before the camera.',
  },
  'liveness.mask': {
    disposition: 'final',
    severity: 'high',
    check: 'liveness',
    aliases: ['didit:LIVENESS_FACE_ATTACK'],
    operator: 'A mask was worn.',
  },
  'liveness.injected_media': {
    disposition: 'final',
    severity: 'high',
    check: 'liveness',
    aliases: ['onfido:fake_webcam,emulator'],
    operator: 'Frames did not come from the camera.',
  },
  'liveness.challenge_reused': {
    disposition: 'final',
    severity: 'high',
    check: 'liveness',
    aliases: ['onfido:challenge_reuse'],
    operator: 'Frames of an earlier challenge were sent again.',
  },
} as const satisfies Reasons;
