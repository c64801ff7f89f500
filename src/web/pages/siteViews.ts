import type { Text } from '../../platform/render/text.js';
import type { Instant } from '../../platform/clock.js';
import type { Href } from './common.js';

export type MessageKind = 'email' | 'sms' | 'voice' | 'letter' | 'push';

export interface InboxListModel {
  readonly action: Href;
  /** The address by which the list is narrowed, as typed; '' shows all. */
  readonly to: string;
  /** Answers the page once there is a message that is newer than those on it. */
  readonly live: Href;
  readonly messages: readonly {
    readonly id: string;
    readonly href: Href;
    readonly kind: MessageKind;
    readonly to: string;
    readonly subject: string;
    readonly at: Instant;
    readonly codes: readonly string[];
  }[];
}

/** One message as plain text with its links and codes. A message's own HTML is never put into the page, only into a frame. */
export interface InboxMessageModel {
  readonly list: Href;
  readonly kind: MessageKind;
  /** The HTML of an e-mail, as a document of its own. */
  readonly html?: Href | undefined;
  readonly to: string;
  /** Who wrote it, when Standin did not. */
  readonly from?: string | undefined;
  readonly subject: string;
  readonly at: Instant;
  readonly text: string;
  readonly links: readonly Href[];
  readonly codes: readonly string[];
}

export interface ErrorModel {
  readonly status: number;
  /** Missing: the general sentence for the status. */
  readonly title?: Text | undefined;
  readonly message?: Text | undefined;
  /** OAuth's `error`, when an authorization request was refused before a safe redirect was known. */
  readonly code?: string | undefined;
  /** For the log: what a person may tell an operator. */
  readonly reference?: string | undefined;
  readonly back?: Href | undefined;
  /** The answer of the help centre that fits. */
  readonly help?: Href | undefined;
  /** Where an operator reads which rule refused it, and the fix. */
  readonly trace?: Href | undefined;
}

export interface NotFoundModel {
  readonly home: Href;
}

/** Asks whether to end the session here too. Posts `xsrf` and, to sign out, `logout=yes`. */
export interface SignOutModel {
  readonly action: Href;
  readonly xsrf: string;
  readonly partner?: { readonly name: string } | undefined;
}

export interface SignedOutModel {
  readonly home: Href;
  readonly signIn: Href;
}
