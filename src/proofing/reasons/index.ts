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

export type { Disposition, ReasonInfo, Severity } from './reason.js';
