import type { SandboxId } from '../../platform/ids.js';
import type { Delivery, DeliveryScript } from '../deliveryScript.js';
import type { MagicMode } from './values.js';

/** Numbers that texts or calls do not reach: identity-idp `lib/telephony/test/error_simulator.rb`. */
const UNREACHED: Readonly<Record<string, Delivery>> = {
  '+12255551000': { how: 'again', reason: 'vendor.unavailable' },
  '+12255552000': { how: 'lost', reason: 'contact.phone_voip' },
  '+12255559999': { how: 'lost', reason: 'contact.phone_unverified' },
};

/** A landline takes calls, but no texts. */
const LANDLINE = '+12255553000';

/** What becomes of a message to such a number; undefined for any other. */
export function deliveryTo(mode: MagicMode, to: string, voice: boolean): Delivery | undefined {
  if (mode !== 'logingov') return undefined;
  if (to === LANDLINE && !voice) return { how: 'lost', reason: 'contact.phone_unverified' };
  return UNREACHED[to];
}

/** Scripts first, then the numbers that Login.gov's sandbox does not reach. */
export const magicDelivery = (
  scripts: DeliveryScript,
  modeOf: (sandbox: SandboxId, client: string | undefined) => Promise<MagicMode>,
): DeliveryScript => ({
  async consult(sandbox, kind, context) {
    const scripted = await scripts.consult(sandbox, kind, context);
    if (scripted || kind === 'email' || context.to === undefined) return scripted;
    const mode = await modeOf(sandbox, context.client);
    return deliveryTo(mode, context.to, context.voice === true);
  },
});
