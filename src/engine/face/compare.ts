/**
 * Distances of face-api's descriptors, tuned on printed portraits against live shots of synthetic people: below MATCH the same
 * person, up to REVIEW somebody must look. The library's customary 0.6 took one stranger in seven for the same person.
 */
export const MATCH = 0.42;
export const REVIEW = 0.52;

export type FaceVerdict = 'match' | 'unsure' | 'no_match';

/** Euclidean distance of two descriptors; throws when they are not of one kind. */
export function faceDistance(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length || a.length === 0) throw new Error('descriptors of different kinds');
  return Math.sqrt(a.reduce((sum, value, i) => sum + (value - (b[i] ?? 0)) ** 2, 0));
}

export const judgeDistance = (distance: number): FaceVerdict =>
  distance < MATCH ? 'match' : distance <= REVIEW ? 'unsure' : 'no_match';
