interface Point {
  readonly x: number;
  readonly y: number;
}

// Of the 68 landmarks (iBUG numbering): outer corners of the eyes, corners of the mouth, middles of the lips.
const [LEFT_EYE, RIGHT_EYE, LEFT_MOUTH, RIGHT_MOUTH, UPPER_LIP, LOWER_LIP] = [
  36, 45, 48, 54, 51, 57,
];

/**
 * How far the corners of the mouth stand above its middle, as a share of the distance between the eyes' outer corners and at
 * right angles to the line through them: more in a smile than in the same face at rest.
 */
export function mouthLift(landmarks: readonly Point[]): number {
  const at = (index: number): Point => landmarks[index] ?? { x: 0, y: 0 };
  const middle = (a: number, b: number): Point => ({
    x: (at(a).x + at(b).x) / 2,
    y: (at(a).y + at(b).y) / 2,
  });
  const eyes = { x: at(RIGHT_EYE).x - at(LEFT_EYE).x, y: at(RIGHT_EYE).y - at(LEFT_EYE).y };
  const length = Math.hypot(eyes.x, eyes.y);
  if (length === 0) return 0;
  const [lips, corners] = [middle(UPPER_LIP, LOWER_LIP), middle(LEFT_MOUTH, RIGHT_MOUTH)];
  const down = eyes.x * (lips.y - corners.y) - eyes.y * (lips.x - corners.x);
  return Math.round((down / length ** 2) * 1000) / 1000;
}
