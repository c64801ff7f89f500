import type { HelpTopicId } from './topics.js';

/** By a reason's code, or by its category where all of that have one answer. */
const BY_REASON: Readonly<Record<string, HelpTopicId>> = {
  'document.expired': 'documents',
  'document.wrong_side': 'documents',
  'document.not_a_document': 'documents',
  'document.type_not_supported': 'documents',
  'document.country_not_supported': 'documents',
  'document.real_issuer': 'documents',
  document: 'pictures',
  selfie: 'selfie',
  liveness: 'selfie',
  'data.underage': 'under_18',
  data: 'details',
  contact: 'phone',
  'contact.email_unverified': 'no_mail',
  device: 'camera',
};

/** The answer that fits a verification's first reason. */
export function topicFor(reasons: readonly string[]): HelpTopicId {
  const [reason = ''] = reasons;
  return BY_REASON[reason] ?? BY_REASON[reason.split('.', 1)[0] ?? ''] ?? 'declined';
}

/** By the key of a refusal's text. */
const BY_MESSAGE: Readonly<Record<string, HelpTopicId>> = {
  throttled: 'locked',
  out_of_guesses: 'locked',
  account_locked: 'locked',
  account_held: 'locked',
  account_fraud: 'locked',
  account_suspended: 'locked',
  link_expired: 'no_mail',
  link_unknown: 'no_mail',
};

/** The answer that fits a page of refusal; undefined where the help centre has nothing special to say. */
export const topicForMessage = (message: unknown): HelpTopicId | undefined =>
  typeof message === 'string' ? BY_MESSAGE[message.replace(/^errors\./, '')] : undefined;
