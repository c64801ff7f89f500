import type { Context } from 'koa';
import type { SandboxId } from '../../platform/ids.js';

/** The sandbox that a request is about, as the middleware before this one leaves it on `ctx.state.place`. */
export interface Place {
  readonly id: SandboxId;
  /** Counts changes of clients and keys. */
  readonly revision: number;
  /** Public address without trailing slash. */
  readonly base: string;
  /** '' or '/s/<id>'. */
  readonly prefix: string;
  /** Whether faults on the wire are asked for in it. */
  readonly faulty: boolean;
}

export const placeOf = (ctx: Context): Place => (ctx.state as { readonly place: Place }).place;
