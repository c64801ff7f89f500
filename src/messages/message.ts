import type { Instant } from '../platform/clock.js';

export const MESSAGE_KINDS = ['email', 'sms', 'voice', 'letter', 'push'] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** What was sent to somebody. Every message is kept in the built-in inbox, whatever else delivers it. */
export interface Message {
  readonly id: string;
  readonly kind: MessageKind;
  /** An e-mail address, an E.164 number, or a postal address in lines. */
  readonly to: string;
  /** Who wrote it, to whom an answer goes; missing when Standin did. */
  readonly from?: string | undefined;
  readonly subject: string;
  readonly text: string;
  /** E-mail only. */
  readonly html?: string | undefined;
  /** Links and codes of the text, so that tests need not search for them. */
  readonly links: readonly string[];
  readonly codes: readonly string[];
  readonly createdAt: Instant;
}

/** Type of the event that tells of a message. */
export const MESSAGE_SENT = 'message.sent';

/** A message before it is addressed. */
export type Content = Omit<Message, 'id' | 'to' | 'from' | 'createdAt'>;
