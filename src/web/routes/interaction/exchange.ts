import type { Context } from 'koa';
import type { SignIn, SignInPlace, SignIns } from '../../../oidc/index.js';
import type { FormFields } from '../../forms/fields.js';
import type { Upload } from '../../forms/upload.js';
import type { PageContext } from '../../pages/common.js';
import type { ViewName, Views } from '../../pages/views.js';

/** What every page of a sign-in in progress gets: the request as it stands, and the three things it can do. */
export interface Exchange {
  readonly ctx: Context;
  readonly at: SignInPlace;
  readonly signIn: SignIn;
  readonly form: FormFields;
  readonly upload: Upload;
  /** The page is shown on another device, which was lent this step alone. */
  readonly lent?: boolean;
  /** Address of one of this request's pages or actions. */
  path(page: string): string;
  /** Remembers something about this request; answers it as it stands then. */
  advance: (change: Parameters<SignIns['advance']>[1]) => Promise<SignIn>;
  /** Prints a view with the partner named above it; a refused form answers 422. */
  show<Name extends ViewName>(name: Name, model: Views[Name], page?: Partial<PageContext>): void;
  /** Back to the dispatcher, which knows what comes next. */
  goOn(): void;
}

/**
 * One page of a sign-in in progress at `/interaction/<uid>/<name>`: when it may be shown, how, and what can be posted to it
 * (`''` to the page itself, others below it). A page that does not fit leads back to the dispatcher.
 */
export interface InteractionPage {
  readonly name: string;
  fits(signIn: SignIn): boolean;
  show(exchange: Exchange): Promise<void> | void;
  readonly posts: Readonly<Record<string, (exchange: Exchange) => Promise<void>>>;
  /** Takes files instead of a short form. */
  readonly uploads?: boolean;
}

/** How the person wants a code to come to the phone: by text unless they ask to be called. */
export const channelOf = ({ form }: Exchange): 'sms' | 'voice' =>
  form.get('by') === 'voice' ? 'voice' : 'sms';
