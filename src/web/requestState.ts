import type { Context } from 'koa';
import type { SandboxPlace } from '../oidc/index.js';
import type { TesterBar } from './pages/testerBar.js';

/** What every handler behind the sandbox middleware finds on `ctx.state`. */
export interface RequestState {
  readonly place: SandboxPlace;
  /** Whether the browser may see what is for operators. */
  readonly operator?: boolean;
  /** The tester's bar of whatever page answers. */
  readonly tester?: TesterBar;
}

export const placeOf = (ctx: Context): SandboxPlace => (ctx.state as RequestState).place;

export const isOperator = (ctx: Context): boolean => (ctx.state as RequestState).operator === true;

/** Whatever page answers this request carries the bar. */
export function carryTesterBar(ctx: Context, bar: TesterBar): void {
  ctx.state['tester'] = bar;
}

export const testerBarOf = (ctx: Context): TesterBar | undefined =>
  (ctx.state as RequestState).tester;

/** The mailbox, narrowed to whom something was sent; for operators alone. */
export const inboxOf = (ctx: Context, to: string): string | undefined =>
  isOperator(ctx) ? `${placeOf(ctx).prefix}/inbox?to=${encodeURIComponent(to)}` : undefined;
