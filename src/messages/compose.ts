import type { Content, MessageKind } from './message.js';
import type { PrintMail, Words } from './ports.js';

/** What can be sent, with what each needs to know. Texts: `views/locales/<language>/messages.json`, under the same names. */
export interface Letters {
  readonly confirm_address: { readonly link: string; readonly code: string };
  readonly already_registered: { readonly link: string };
  readonly address_changed: { readonly link: string };
  readonly account_closed: object;
  readonly authenticator_bound: { readonly kind: string; readonly link: string };
  readonly password_reset: { readonly link: string };
  readonly password_changed: { readonly link: string };
  readonly phone_code: { readonly code: string };
  readonly phone_call: { readonly code: string };
  readonly address_code: { readonly code: string; readonly partner: string };
  readonly help_request: {
    readonly from: string;
    readonly topic: string;
    readonly message: string;
    readonly reference: string;
  };
  readonly verification_succeeded: { readonly partner: string; readonly link: string };
  readonly verification_declined: { readonly partner: string; readonly link: string };
  /** Instead, where it may have been somebody else. */
  readonly verification_alert: { readonly partner: string; readonly link: string };
  readonly verification_in_review: { readonly partner: string; readonly link: string };
}

export type LetterName = keyof Letters;

/** How each travels that is no e-mail. */
const KINDS: Partial<Record<LetterName, MessageKind>> = {
  phone_code: 'sms',
  phone_call: 'voice',
  address_code: 'letter',
};

/** How a letter travels. */
export const kindOf = (name: LetterName): MessageKind => KINDS[name] ?? 'email';

/** As a voice reads it out: one digit at a time. */
const spelled = (code: string): string => [...code].join(', ');

/**
 * Writes a message: plain text from the locale and, for e-mail, the same as HTML with the link as a button and the code in
 * large type. The same words and data give the same message.
 */
export function compose<Name extends LetterName>(
  name: Name,
  data: Letters[Name],
  words: Words,
  printMail: PrintMail,
): Content {
  const { link, code, ...rest } = data as { readonly link?: string; readonly code?: string };
  const values = { ...rest, ...(code !== undefined && { code, spelled: spelled(code) }) };
  const subject = words.t(`messages.${name}.subject`, values);
  const body = words.t(`messages.${name}.body`, values);
  const parts = {
    links: link === undefined ? [] : [link],
    codes: code === undefined ? [] : [code],
  };
  const kind = kindOf(name);
  if (kind !== 'email') return { kind, subject, text: body, ...parts };

  const action = link === undefined ? undefined : words.t(`messages.${name}.action`, values);
  const notice = words.t('messages.notice');
  const text = [body, code, action && `${action}:\n${link}`, notice].filter(Boolean).join('\n\n');
  const html = printMail({ subject, paragraphs: body.split('\n\n'), code, link, action, notice });
  return { kind, subject, text, html, ...parts };
}
