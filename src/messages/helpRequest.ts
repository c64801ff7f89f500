import { isEmailAddress, normalizeEmail } from '../platform/emailAddress.js';
import type { Result } from '../platform/result.js';
import { ok, refused } from '../platform/result.js';
import type { Message } from './message.js';

/** Whoever operates the server reads what is written to it, in the inbox. */
export const HELP_ADDRESS = 'help@standin.example.com';

/** What somebody writes to the help desk. */
export interface HelpRequest {
  readonly from: string;
  /** What it is about, in words of the page. */
  readonly topic: string;
  readonly message: string;
  /** What a page told them to name, such as an attempt. */
  readonly reference?: string | undefined;
}

export const HELP_BOUNDS = { least: 10, most: 2000, reference: 100 } as const;

export type HelpFault =
  | 'email_required'
  | 'email_invalid'
  | 'message_too_short'
  | 'message_too_long'
  | 'reference_invalid';

/** A request within its bounds, tidied. `details.field` names what is wrong. */
export function checkHelpRequest(request: HelpRequest): Result<HelpRequest, HelpFault> {
  const from = normalizeEmail(request.from);
  const message = request.message.replace(/\r\n?/g, '\n').trim();
  const reference = request.reference?.trim();
  if (from === '') return refused('email_required', { field: 'email' });
  if (!isEmailAddress(from)) return refused('email_invalid', { field: 'email' });
  if (message.length < HELP_BOUNDS.least) return refused('message_too_short', { field: 'message' });
  if (message.length > HELP_BOUNDS.most) return refused('message_too_long', { field: 'message' });
  if (reference && !/^[\x21-\x7e]{1,100}$/.test(reference))
    return refused('reference_invalid', { field: 'reference' });
  return ok({ ...request, from, message, reference });
}

/** In ten minutes so many from one address, and so many from all. */
const MOST_FROM_ONE = 3;
export const MOST_FROM_ALL = 20;

/** Whether one more may come, beside those that came lately. */
export const isTooMuch = (lately: readonly Message[], from: string): boolean =>
  lately.length >= MOST_FROM_ALL ||
  lately.filter((message) => message.from === from).length >= MOST_FROM_ONE;
