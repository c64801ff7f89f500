/**
 * messages: mail and text messages to people: what they say and how they get there.
 * Owns: the composition of each message from its data and the texts of a language, the inbox, the relay to a mail server.
 * Does not own: why something is sent (the events of other rooms call for it), codes and links (they come as data).
 * Bodies and addresses are sealed at rest; a mail server that fails never keeps a person waiting.
 */
export type { LetterName, Letters } from './compose.js';
export { compose, kindOf } from './compose.js';
export type { HelpFault, HelpRequest } from './helpRequest.js';
export { HELP_ADDRESS, HELP_BOUNDS } from './helpRequest.js';
export type { Content, Message, MessageKind } from './message.js';
export { MESSAGE_KINDS, MESSAGE_SENT } from './message.js';
export type { Dispatch, Messages } from './messages.js';
export { createMessages } from './messages.js';
export type { Mail, MailRelay, MessageFilter, MessageStore, PrintMail, Words } from './ports.js';
export { createSmtpRelay } from './smtpRelay.js';
