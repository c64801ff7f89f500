import { errandOf } from '../../../oidc/index.js';
import type { SignInScript, SignInStep } from '../../../scenarios/index.js';
import { placeOf } from '../../requestState.js';
import type { Exchange } from './exchange.js';

/** Whom a try is about. */
type Who = Parameters<typeof errandOf>[1];

/**
 * Asks the scripts about a try, before anything is checked. Answers why the try is refused, `ended` when the request is over
 * and the browser on its way back, or nothing when no script objects.
 */
export async function refusedByScript(
  { signInScript }: { readonly signInScript: SignInScript },
  exchange: Exchange,
  step: SignInStep,
  who: Who,
): Promise<{ readonly reason: string } | 'ended' | undefined> {
  const errand = errandOf(exchange.signIn, who);
  const refusal = await signInScript.consult(placeOf(exchange.ctx).id, step, errand);
  if (refusal?.kind !== 'stop') return refusal;
  const { error, description } = refusal;
  await exchange.advance((progress) => ({ ...progress, stopped: { error, description } }));
  exchange.goOn();
  return 'ended';
}
