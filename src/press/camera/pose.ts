import type { Point, Quad } from './homography.js';

/** How the camera was held. */
export interface Pose {
  /** Part of the picture's width that the document takes. */
  readonly fill: number;
  /** Degrees, clockwise. */
  readonly turn: number;
  /** How much shorter the far edge looks, 0 to 1; positive leans back at the top, negative at the bottom. */
  readonly lean: number;
  readonly slant: number;
  /** Shift of the centre, in parts of the picture. */
  readonly shift: Point;
}

export const PICTURE = { width: 1600, height: 1200 } as const;

/** Corners of a document with `ratio` = width / height in the picture. */
export function cornersOf(pose: Pose, ratio: number): Quad {
  const halfWidth = (PICTURE.width * pose.fill) / 2;
  const halfHeight = halfWidth / ratio;
  const angle = (pose.turn * Math.PI) / 180;
  const centre = [
    PICTURE.width * (0.5 + pose.shift[0]),
    PICTURE.height * (0.5 + pose.shift[1]),
  ] as const;
  const corner = (across: -1 | 1, down: -1 | 1): Point => {
    const x = across * halfWidth * (1 + down * pose.lean);
    const y = down * halfHeight * (1 + across * pose.slant);
    return [
      centre[0] + x * Math.cos(angle) - y * Math.sin(angle),
      centre[1] + x * Math.sin(angle) + y * Math.cos(angle),
    ];
  };
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
}
