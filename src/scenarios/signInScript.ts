import type { SandboxId } from '../platform/ids.js';
import type { ReasonCode } from '../proofing/index.js';
import type { Outcomes, Scripted } from './createOutcomes.js';
import { isReason } from './entryReport.js';
import type { ScriptContext } from './matching.js';
import { VENDOR_ERRORS, type VendorError } from './outcome.js';

/** Steps of signing in that a script may refuse. */
export type SignInStep = 'sign_in' | 'second_factor' | 'consent';

/** What a script refuses: this try, after which another may come, or the whole request, which goes back to the client. */
export type SignInRefusal =
  | { readonly kind: 'again'; readonly reason: string }
  | {
      readonly kind: 'stop';
      readonly reason: string;
      readonly error: 'access_denied';
      readonly description: string;
    };

/** Whom a sign-in is about; the account of an address that has none is unknown. */
export type SignInErrand = Omit<ScriptContext, 'attempt' | 'submission' | 'state'> & {
  /** The `state` parameter of the authorization request. */
  readonly oauthState?: string | undefined;
};

/** Asks the scripts about a try at signing in. Spends one entry of the script in charge. */
export interface SignInScript {
  /** Undefined: no script objects, and the factor or the person decides. A script never lets a wrong secret pass. */
  consult(
    sandbox: SandboxId,
    step: SignInStep,
    errand: SignInErrand,
  ): Promise<SignInRefusal | undefined>;
}

/** What `fail` alone is called, in the words of the real refusal. */
const PLAIN: Readonly<Record<SignInStep, string>> = {
  sign_in: 'wrong_password_or_email',
  second_factor: 'code_wrong',
  consent: 'policy.consent_declined',
};

/** Reasons after which the person tries again: the code, the device, a vendor, or a pause after too many tries. */
const AGAIN = ['contact.', 'device.', 'vendor.', 'session.attempts_exceeded'];

const DESCRIPTIONS: Readonly<Record<SignInStep, string>> = {
  sign_in: 'the person could not sign in',
  second_factor: 'the person could not use the second factor',
  consent: 'the person did not consent',
};

export const createSignInScript = (outcomes: Pick<Outcomes, 'consult'>): SignInScript => ({
  async consult(sandbox, step, { oauthState, ...errand }) {
    const found = await outcomes.consult(sandbox, step, { ...errand, state: oauthState });
    return found && refusalIn(step, found);
  },
});

/** What an entry refuses; undefined when it lets the try pass. Pure. */
export function refusalIn(
  step: SignInStep,
  { entry }: Pick<Scripted, 'entry'>,
): SignInRefusal | undefined {
  const reason = reasonIn(entry);
  if (reason === undefined && entry.result === 'pass') return undefined;
  const why = reason ?? PLAIN[step];
  const again = reason === undefined || AGAIN.some((begin) => reason.startsWith(begin));
  if (again && step !== 'consent') return { kind: 'again', reason: why };
  const description = `${DESCRIPTIONS[step]} (${why})`;
  return { kind: 'stop', reason: why, error: 'access_denied', description };
}

function reasonIn({ vendor_error, reason, result }: Scripted['entry']): ReasonCode | undefined {
  if (vendor_error) return VENDOR_ERRORS[vendor_error as VendorError];
  return [reason, result].find(isReason);
}
