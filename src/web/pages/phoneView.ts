import type { Instant } from '../../platform/clock.js';
import type { Href } from './common.js';
import type { MessageKind } from './siteViews.js';

export interface PhoneMessage {
  readonly id: string;
  readonly kind: MessageKind;
  readonly subject: string;
  readonly text: string;
  readonly at: Instant;
  readonly codes: readonly string[];
  readonly links: readonly Href[];
  /** As the mailbox shows it. */
  readonly href: Href;
}

/** A person's phone: whatever reaches them, the code of their app, and the camera where a step waits for its pictures. */
export interface PhoneModel {
  readonly name: string;
  readonly email: string;
  /** Numbers that were sent something lead here: the account's and the one being confirmed. */
  readonly numbers: readonly string[];
  readonly face: Href;
  /** Answers the page once something on it is new. */
  readonly live: Href;
  readonly app?: { readonly code: string; readonly validForSeconds: number } | undefined;
  readonly camera?: { readonly step: 'document' | 'selfie'; readonly href: Href } | undefined;
  /** Newest first. */
  readonly messages: readonly PhoneMessage[];
  readonly inbox: Href;
}
