import { REVIEW, MATCH, faceDistance, judgeDistance } from '../face/compare.js';
import type { CheckResult } from '../ports.js';
import type { FacesReading } from '../tasks.js';
import { BACKGROUND_FACE, LIMITS, MIN_SELFIE_FACE_WIDTH } from './limits.js';
import { judge, pass, raise } from './verdict.js';

/**
 * One face, large and sharp enough, and that of the portrait. Without a portrait (a document that nobody read) the comparison
 * is left to a person.
 */
export function judgeSelfie(
  { faces, quality }: FacesReading,
  portrait: readonly number[] | undefined,
): readonly CheckResult[] {
  const poor =
    quality.sharpness < LIMITS.selfieSharpness || quality.brightness < LIMITS.selfieBrightness;
  if (poor) return [raise('selfie_quality', 'selfie.low_quality', { ...quality })];
  const [face, second] = faces;
  if (!face) return [raise('face', 'selfie.face_not_detected')];
  if (second && second.box.width > BACKGROUND_FACE * face.box.width) {
    return [raise('face', 'selfie.multiple_faces', { faces: faces.length })];
  }
  if (face.box.width < MIN_SELFIE_FACE_WIDTH) {
    return [raise('selfie_quality', 'selfie.low_quality', { face: face.box })];
  }
  return [
    pass('selfie_quality', { ...quality }),
    pass('face', { box: face.box, score: face.score, turn: face.turn }),
    compare(face.descriptor, portrait),
  ];
}

function compare(selfie: readonly number[], portrait: readonly number[] | undefined): CheckResult {
  if (!portrait) return raise('face_match', 'selfie.face_similarity_low', { portrait: 'absent' });
  const distance = faceDistance(selfie, portrait);
  const verdict = judgeDistance(distance);
  return judge(
    'face_match',
    verdict === 'match'
      ? undefined
      : verdict === 'unsure'
        ? 'selfie.face_similarity_low'
        : 'selfie.face_mismatch',
    { distance: Math.round(distance * 1000) / 1000, match_below: MATCH, review_to: REVIEW },
  );
}
