import type { Context } from 'koa';
import { placeOf } from '../http/place.js';
import { send } from '../http/reply.js';
import { accessProblem, identify, type AccessRules } from './access.js';

/** The API's access rule for what is asked by programs outside of it; whoever is refused is answered why. */
export async function admitsCaller(ctx: Context, rules: AccessRules): Promise<boolean> {
  const presented = { headers: ctx.headers, cookie: undefined, sandbox: placeOf(ctx).id };
  const caller = await identify(presented, rules);
  if (!caller.ok) send(ctx, accessProblem(caller.reason, caller.details));
  return caller.ok;
}
