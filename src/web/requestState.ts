import type { Context } from 'koa';
import type { SandboxPlace } from '../oidc/index.js';

/** What every handler behind the sandbox middleware finds on `ctx.state`. */
export interface RequestState {
  readonly place: SandboxPlace;
}

export const placeOf = (ctx: Context): SandboxPlace => (ctx.state as RequestState).place;
