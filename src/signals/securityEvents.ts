import type { Post } from './ports.js';

const RISC = 'https://schemas.openid.net/secevent/risc/event-type/';
const LOGIN_GOV = 'https://schemas.login.gov/secevent/risc/event-type/';

/** Security events (OpenID RISC Profile 1.0 section 2, and Login.gov's own) by what happened here. */
const TYPES: Readonly<Record<string, string>> = {
  'account.suspended': `${RISC}account-disabled`,
  'account.held': `${RISC}account-disabled`,
  'account.restored': `${RISC}account-enabled`,
  'account.released': `${RISC}account-enabled`,
  'account.closed': `${RISC}account-purged`,
  'account.email_changed': `${RISC}identifier-changed`,
  'account.phone_changed': `${RISC}recovery-information-changed`,
  'account.locked': `${LOGIN_GOV}mfa-limit-account-locked`,
  'authenticator.password_reset_requested': `${RISC}recovery-activated`,
  'authenticator.password_reset': `${LOGIN_GOV}password-reset`,
};

/** What partners with a push URL are told of an event; undefined when nothing. */
export const securityEventType = (event: string): string | undefined => TYPES[event];

/** What came of a push: the receiver's status, or why there was none. */
export type Pushed = { readonly status: number } | { readonly error: string };

/** Login.gov tries twice, and takes any status for an answer. */
const TRIES = 2;

/** Posts a security event token (RFC 8935 section 2). */
export const createPush =
  (post: Post, stopping: AbortSignal) =>
  async (url: string, token: string): Promise<Pushed> => {
    const headers = {
      ...{ 'content-type': 'application/secevent+jwt', accept: 'application/json' },
      'user-agent': 'Standin-Security-Events/1.0',
    };
    let error = '';
    for (let i = 0; i < TRIES; i++) {
      const sent = await post({ url, headers, body: token, stopping });
      if ('answer' in sent) return { status: sent.answer.status };
      ({ error } = sent);
    }
    return { error };
  };
