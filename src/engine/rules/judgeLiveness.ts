import { faceDistance } from '../face/compare.js';
import type { CheckResult } from '../ports.js';
import type { Face, FacesReading } from '../tasks.js';
import { BACKGROUND_FACE, LIVENESS } from './limits.js';
import { judge, raise } from './verdict.js';

/**
 * Frames of an active challenge (ISO/IEC 30107-1): looking straight at the camera, turned to a side, and, where there is a
 * third, smiling; all of one face. It tells a still picture from somebody who does as asked, and not a film or a mask.
 */
export function judgeLiveness(frames: readonly FacesReading[]): readonly CheckResult[] {
  const faces = frames.flatMap(({ faces: [face] }) => (face ? [face] : []));
  const [straight, turned, smiling] = faces;
  const counts = frames.map((frame) => frame.faces.length);
  if (faces.length !== frames.length || !straight || !turned)
    return [raise('liveness_faces', 'selfie.face_not_detected', { faces: counts })];
  if (frames.some(isCrowded))
    return [raise('liveness_faces', 'selfie.multiple_faces', { faces: counts })];
  return [
    judgeSameFace(faces),
    judgeTurn(straight, turned),
    ...(smiling ? [judgeSmile(straight, smiling)] : []),
  ];
}

/** Somebody beside the person, not in the background. */
const isCrowded = ({ faces: [first, second] }: FacesReading): boolean =>
  first !== undefined &&
  second !== undefined &&
  second.box.width > BACKGROUND_FACE * first.box.width;

/** A turned face lies farther from itself than one that looks straight, so the limit is not that of a match. */
function judgeSameFace([first, ...others]: readonly Face[]): CheckResult {
  const distances = others.map(({ descriptor }) => {
    const distance = first ? faceDistance(first.descriptor, descriptor) : 0;
    return Math.round(distance * 1000) / 1000;
  });
  const another = distances.some((distance) => distance > LIVENESS.same);
  return judge('liveness_same_face', another ? 'liveness.failed' : undefined, {
    distances,
    same_to: LIVENESS.same,
  });
}

function judgeTurn(straight: Face, turned: Face): CheckResult {
  const by = Math.round((turned.turn - straight.turn) * 100) / 100;
  const looked = Math.abs(straight.turn) <= LIVENESS.straight;
  const moved = Math.abs(turned.turn) >= LIVENESS.turned && Math.abs(by) >= LIVENESS.turn;
  return judge('liveness_turn', looked && moved ? undefined : 'liveness.failed', {
    ...{ straight: straight.turn, turned: turned.turn, by },
    ...{ straight_to: LIVENESS.straight, turned_from: LIVENESS.turned },
  });
}

function judgeSmile(straight: Face, smiling: Face): CheckResult {
  const lift = Math.round((smiling.mouthLift - straight.mouthLift) * 1000) / 1000;
  return judge('liveness_smile', lift >= LIVENESS.smile ? undefined : 'liveness.failed', {
    lift,
    smile_from: LIVENESS.smile,
  });
}
