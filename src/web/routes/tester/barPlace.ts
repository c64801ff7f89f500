import type { Context } from 'koa';
import type { SignIn } from '../../../oidc/index.js';

/** A page of a sign-in in progress, as the bar sees it. */
export interface BarPlace {
  readonly ctx: Context;
  readonly signIn: SignIn;
  readonly page: string;
  /** Address of one of the request's pages. */
  readonly path: (page: string) => string;
}
