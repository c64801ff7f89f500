import type { Context } from 'koa';
import type { SandboxPlace } from '../oidc/index.js';

/** What every handler behind the sandbox middleware finds on `ctx.state`. */
export interface RequestState {
  readonly place: SandboxPlace;
  /** Whether the browser may see what is for operators. */
  readonly operator?: boolean;
}

export const placeOf = (ctx: Context): SandboxPlace => (ctx.state as RequestState).place;

export const isOperator = (ctx: Context): boolean => (ctx.state as RequestState).operator === true;

/** The mailbox, narrowed to whom something was sent; for operators alone. */
export const inboxOf = (ctx: Context, to: string): string | undefined =>
  isOperator(ctx) ? `${placeOf(ctx).prefix}/inbox?to=${encodeURIComponent(to)}` : undefined;
