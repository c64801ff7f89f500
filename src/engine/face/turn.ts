interface Point {
  readonly x: number;
  readonly y: number;
}

// Of the 68 landmarks (iBUG numbering): ends of the jaw at 0 and 16, tip of the nose at 30.
const [LEFT_JAW, RIGHT_JAW, NOSE] = [0, 16, 30];

/** How far the head is turned, from where the nose stands between the ends of the jaw: 0 straight, about +-1 in profile. */
export function turnOf(landmarks: readonly Point[]): number {
  const [left, right, nose] = [landmarks[LEFT_JAW], landmarks[RIGHT_JAW], landmarks[NOSE]];
  if (!left || !right || !nose || right.x === left.x) return 0;
  const share = (nose.x - left.x) / (right.x - left.x);
  return Math.round((share * 2 - 1) * 100) / 100;
}
