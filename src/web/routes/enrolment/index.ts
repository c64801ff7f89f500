import type { Authenticators } from '../../../authenticators/index.js';
import type { EnrolledKind } from '../../pages/signinViews.js';
import { passkeyEnrolment } from './passkey.js';
import { phoneEnrolment } from './phone.js';
import { ENROLLED_KINDS, type EnrolmentAction, type EnrolmentPlace } from './place.js';
import { totpEnrolment } from './totp.js';

export type { EnrolmentPlace } from './place.js';

type Handler = (place: EnrolmentPlace) => Promise<void> | void;

/** Setting up a second factor: a page for each kind, and what can be posted to it. */
export interface Enrolments {
  show(place: EnrolmentPlace, kind: EnrolledKind): Promise<void> | void;
  readonly posts: Readonly<Record<'' | EnrolmentAction, Handler>>;
}

export function createEnrolments(authenticators: Authenticators): Enrolments {
  const totp = totpEnrolment(authenticators);
  const phone = phoneEnrolment(authenticators);
  const passkey = passkeyEnrolment(authenticators);
  const pages = { totp, phone, passkey };
  return {
    show: (place, kind) => pages[kind].show(place),
    posts: {
      '': totp.code,
      phone: phone.number,
      'phone-code': phone.code,
      'phone-resend': phone.resend,
      'passkey-options': passkey.options,
      passkey: passkey.bind,
    },
  };
}

/** The kind that an address asks for; the first of those that may be unless said: the authenticator app. */
export const kindIn = (
  query: Readonly<Record<string, unknown>>,
  kinds: readonly EnrolledKind[] = ENROLLED_KINDS,
): EnrolledKind => kinds.find((kind) => kind === query['kind']) ?? kinds[0] ?? 'totp';
