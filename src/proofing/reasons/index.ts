/**
 * reasons: why a check, a step or an attempt did not simply pass: a closed list of `category.code`.
 * Owns: disposition, severity, check, vendors' words and operator message of each; one file per category.
 * Does not own: the public texts (locale `reasons`, key = the code), nor what follows from a reason (decide).
 */
import { contactReasons } from './contact.js';
import { dataReasons } from './data.js';
import { deviceReasons } from './device.js';
import { documentReasons } from './document.js';
import { fraudReasons } from './fraud.js';
import { livenessReasons } from './liveness.js';
import { policyReasons } from './policy.js';
import type { ReasonInfo } from './reason.js';
import { selfieReasons } from './selfie.js';
import { sessionReasons } from './session.js';
import { vendorReasons } from './vendor.js';

const ALL = {
  ...documentReasons,
  ...selfieReasons,
  ...livenessReasons,
  ...dataReasons,
  ...contactReasons,
  ...fraudReasons,
  ...policyReasons,
  ...deviceReasons,
  ...sessionReasons,
  ...vendorReasons,
};

export type ReasonCode = keyof typeof ALL;

/** The whole catalogue by code. */
export const REASONS: Readonly<Record<ReasonCode, ReasonInfo>> = ALL;

export const isReasonCode = (text: string): text is ReasonCode => Object.hasOwn(ALL, text);

/** Categories whose grave reasons speak of the face that was shown, rather than of a paper or a record. */
const OF_FACES = ['selfie', 'liveness'];

/** Whether an attempt that ended with these may have been somebody else's in the applicant's name: no face of theirs was shown. */
export const suggestsSomebodyElse = (reasons: readonly string[]): boolean =>
  reasons.some(
    (code) =>
      isReasonCode(code) &&
      REASONS[code].severity === 'high' &&
      OF_FACES.some((category) => code.startsWith(`${category}.`)),
  );

export type { Disposition, ReasonInfo, Severity } from './reason.js';
