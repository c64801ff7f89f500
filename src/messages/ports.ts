import type { Instant } from '../platform/clock.js';
import type { DomainEvent } from '../platform/events.js';
import type { SandboxId } from '../platform/ids.js';
import type { Message, MessageKind } from './message.js';

export interface MessageFilter {
  readonly to?: string | undefined;
  readonly kind?: MessageKind | undefined;
  /** The id of a message, or an instant: only what came later. */
  readonly after?: string | Instant | undefined;
  readonly limit: number;
  /** The newest ones, newest first, instead of the oldest. */
  readonly newest?: boolean | undefined;
}

/** The inbox of a sandbox: addresses and bodies are sealed, an address is found by blind index. */
export interface MessageStore {
  /** False when a message of that id is there already: a task that runs twice sends once. */
  insert(sandbox: SandboxId, message: Message, events: readonly DomainEvent[]): Promise<boolean>;
  get(sandbox: SandboxId, id: string): Promise<Message | undefined>;
  /** In the order of arrival, unless the newest are asked for. */
  list(sandbox: SandboxId, filter: MessageFilter): Promise<readonly Message[]>;
  /** How many there were. */
  removeAll(sandbox: SandboxId): Promise<number>;
  /** Forgets the oldest until `most` are left. */
  prune(sandbox: SandboxId, most: number): Promise<void>;
}

/** Hands e-mail to a mail server. Throws when the server does not take it, so that the task is tried again. */
export interface MailRelay {
  send(message: Message): Promise<void>;
}

/** What an e-mail shows, in its order. */
export interface Mail {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly code?: string | undefined;
  readonly link?: string | undefined;
  /** The words on the link's button. */
  readonly action?: string | undefined;
  readonly notice: string;
}

/** An e-mail as a whole HTML document. */
export type PrintMail = (mail: Mail) => string;

/** The words of one language: a text by key, its `{names}` filled in. */
export interface Words {
  t(key: string, values?: Readonly<Record<string, string | number>>): string;
}
