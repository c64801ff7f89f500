import type { CheckResult, ReasonCode, Side } from '../ports.js';
import type { Quality } from '../tasks.js';
import { LIMITS } from './limits.js';
import { judge } from './verdict.js';

/** What is wrong with the picture itself, in the order in which it should be said: size, light, sharpness, glare, colour. */
export function qualityFault(quality: Quality): ReasonCode | undefined {
  const { width, height, sharpness, brightness, glare, colour } = quality;
  if (Math.max(width, height) < LIMITS.size) return 'document.image_too_small';
  if (brightness < LIMITS.brightness) return 'document.image_dark';
  if (sharpness < LIMITS.sharpness) return 'document.image_blurred';
  if (glare > LIMITS.glare) return 'document.image_glare';
  return colour < LIMITS.colour ? 'document.image_black_white' : undefined;
}

/** One side's picture: a fault of the picture explains everything that could not be read on it. */
export const judgeQuality = (side: Side, quality: Quality): CheckResult =>
  judge(`${side}_quality`, qualityFault(quality), { ...quality });
