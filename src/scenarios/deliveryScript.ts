import type { SandboxId } from '../platform/ids.js';
import type { ReasonCode } from '../proofing/index.js';
import type { Outcomes, Taken } from './createOutcomes.js';
import { isReason } from './entryReport.js';
import type { ScriptContext } from './matching.js';
import { VENDOR_ERRORS, type VendorError } from './outcome.js';

/** What becomes of a message on its way: it arrives, perhaps late; it is tried again later; it never arrives. */
export type Delivery =
  | { readonly how: 'arrives'; readonly afterMs: number }
  | { readonly how: 'again' | 'lost'; readonly reason: ReasonCode };

/** Whom a message is about, where it goes, and whether a voice reads it out. */
export interface DeliveryContext extends ScriptContext {
  readonly to?: string | undefined;
  readonly voice?: boolean | undefined;
}

/** Asks the scripts about the delivery of a message. Spends one entry of the script in charge. */
export interface DeliveryScript {
  consult(
    sandbox: SandboxId,
    kind: 'email' | 'sms',
    context: DeliveryContext,
  ): Promise<Delivery | undefined>;
}

const FAILED = { email: 'contact.email_unverified', sms: 'contact.phone_unverified' } as const;

/** A vendor that does not answer is asked again; whatever else a script says of a message keeps it from arriving. */
export const createDeliveryScript = (outcomes: Pick<Outcomes, 'take'>): DeliveryScript => ({
  async consult(sandbox, kind, context) {
    const taken = await outcomes.take(sandbox, `${kind}_delivery`, context);
    return taken && deliveryIn(kind, taken);
  },
});

/** What an entry makes of a message. Pure. */
export function deliveryIn(
  kind: 'email' | 'sms',
  { entry, delayMs }: Omit<Taken, 'outcome'>,
): Delivery {
  const { vendor_error, reason, result } = entry;
  if (vendor_error) return { how: 'again', reason: VENDOR_ERRORS[vendor_error as VendorError] };
  const code = [reason, result].find(isReason);
  if (code === undefined && result !== 'fail') return { how: 'arrives', afterMs: delayMs };
  const why = code ?? FAILED[kind];
  return { how: why.startsWith('vendor.') ? 'again' : 'lost', reason: why };
}
