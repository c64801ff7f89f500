import { escapeHtml } from '../platform/render/escapeHtml.js';
import type { Content } from './message.js';
import type { Words } from './ports.js';

/** What can be sent, with what each needs to know. Texts: `views/locales/<language>/messages.json`, under the same names. */
export interface Letters {
  readonly confirm_address: { readonly link: string; readonly code: string };
  readonly already_registered: { readonly link: string };
  readonly address_changed: { readonly link: string };
  readonly account_closed: object;
  readonly authenticator_bound: { readonly kind: string; readonly link: string };
  readonly new_sign_in: { readonly device: string; readonly when: string; readonly link: string };
  readonly phone_code: { readonly code: string };
  readonly verification_succeeded: { readonly partner: string; readonly link: string };
  readonly verification_declined: { readonly partner: string; readonly link: string };
  readonly verification_in_review: { readonly partner: string; readonly link: string };
}

export type LetterName = keyof Letters;

/** How a letter travels. */
export const kindOf = (name: LetterName): 'email' | 'sms' =>
  TEXT_MESSAGES.has(name) ? 'sms' : 'email';

const TEXT_MESSAGES: ReadonlySet<LetterName> = new Set(['phone_code']);

/**
 * Writes a message: plain text from the locale and, for e-mail, the same as HTML with the link as a button and the code in
 * large type. Pure: the same words and data give the same message.
 */
export function compose<Name extends LetterName>(
  name: Name,
  data: Letters[Name],
  words: Words,
): Content {
  const { link, code, ...rest } = data as { readonly link?: string; readonly code?: string };
  const values = { ...rest, ...(code !== undefined && { code }) };
  const subject = words.t(`messages.${name}.subject`, values);
  const body = words.t(`messages.${name}.body`, values);
  const parts = {
    links: link === undefined ? [] : [link],
    codes: code === undefined ? [] : [code],
  };
  const kind = kindOf(name);
  if (kind === 'sms') return { kind, subject, text: body, ...parts };

  const action = link === undefined ? undefined : words.t(`messages.${name}.action`, values);
  const notice = words.t('messages.notice');
  const text = [body, code, action && `${action}:\n${link}`, notice].filter(Boolean).join('\n\n');
  const html = page(subject, [
    ...body.split('\n\n').map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`),
    code === undefined ? '' : `<p class="code">${escapeHtml(code)}</p>`,
    link === undefined || action === undefined ? '' : button(link, action),
    `<hr><p class="notice">${escapeHtml(notice)}</p>`,
  ]);
  return { kind, subject, text, html, ...parts };
}

const button = (link: string, label: string): string =>
  `<p><a class="button" href="${escapeHtml(link)}">${escapeHtml(label)}</a></p>` +
  `<p class="link">${escapeHtml(link)}</p>`;

/** Mail readers drop linked styles, so the few there are stand in the head. */
const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;color:#1b1b1b;max-width:36rem;margin:2rem auto;padding:0 1rem}' +
  '.code{font:700 2rem/1 ui-monospace,monospace;letter-spacing:.2em}' +
  '.button{display:inline-block;padding:.75rem 1.25rem;border-radius:.25rem;background:#1a4480;color:#fff}' +
  '.link,.notice{font-size:.875rem;color:#565c65;overflow-wrap:anywhere}';

const page = (title: string, parts: readonly string[]): string =>
  `<!doctype html><html><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>` +
  `<style>${STYLE}</style></head><body><h1>${escapeHtml(title)}</h1>${parts.join('')}</body></html>`;
