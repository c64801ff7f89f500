import type { Context } from 'koa';
import type { AuthenticatorKind } from '../../../assurance/index.js';
import type { PasskeyOwner } from '../../../authenticators/index.js';
import type { FormFields } from '../../forms/fields.js';
import type { EnrolledKind } from '../../pages/signinViews.js';
import type { ViewName, Views } from '../../pages/views.js';

export const ENROLLED_KINDS: readonly EnrolledKind[] = ['totp', 'phone', 'passkey'];

/** Where a second factor is set up: in a sign-in in progress, or from the account page. What differs is what surrounds it. */
export interface EnrolmentPlace {
  readonly ctx: Context;
  readonly owner: PasskeyOwner;
  readonly form: FormFields;
  readonly signingUp: boolean;
  /** What may be set up; everything unless said. */
  readonly kinds?: readonly EnrolledKind[] | undefined;
  /** Address of the page of a kind. */
  page(kind: EnrolledKind): string;
  /** Address of what a page posts to; '' is the code of the authenticator app. */
  action(name: '' | EnrolmentAction): string;
  show<Name extends ViewName>(name: Name, model: Views[Name]): void;
  /** It is bound: goes on. */
  done(kind: AuthenticatorKind): Promise<void>;
}

export type EnrolmentAction =
  'phone' | 'phone-code' | 'phone-resend' | 'passkey-options' | 'passkey';

/** The kinds that a person may choose instead. */
export const otherKinds = (place: EnrolmentPlace, shown: EnrolledKind) =>
  (place.kinds ?? ENROLLED_KINDS)
    .filter((kind) => kind !== shown)
    .map((kind) => ({
      kind,
      href: place.page(kind),
    }));
