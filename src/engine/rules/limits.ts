/**
 * Limits of picture quality at a long edge of 1000 pixels, set on the press's specimens and on degraded photographs of them: good
 * captures lie at sharpness 660 to 2500, brightness 117 to 160, glare 0 to 0.005; blurred ones at 4 to 9, dark ones at 20.
 */
export const LIMITS = {
  /** Long edge in pixels. */
  size: 700,
  /** Variance of the Laplacian of a document and of a selfie, which has less to be sharp about. */
  sharpness: 60,
  selfieSharpness: 10,
  /** Mean grey. */
  brightness: 45,
  selfieBrightness: 30,
  /** Share of the picture in large burnt-out spots. */
  glare: 0.08,
  /** Mean distance of a pixel's strongest and weakest colour. */
  colour: 4,
} as const;

/** A second face smaller than this share of the first's width is somebody in the background. */
export const BACKGROUND_FACE = 0.45;
/** Narrower faces, in pixels of a picture of 900, are too small to compare. */
export const MIN_FACE_WIDTH = 34;
export const MIN_SELFIE_FACE_WIDTH = 90;

/**
 * What a challenge asks for, set on the twelve synthetic people, all of whom do as asked: selfies at rest turn by at most 0.21,
 * shots to either side by 0.26 to 0.67; smiles lift the corners of the mouth by 0.030 to 0.090, other shots by at most 0.014;
 * shots of one person lie up to 0.44 apart, and 6 in 1056 pairs of strangers lie nearer.
 */
export const LIVENESS = {
  straight: 0.23,
  turned: 0.24,
  /** Between the two. */
  turn: 0.15,
  smile: 0.022,
  /** Largest distance of descriptors. */
  same: 0.45,
} as const;
