import type { Clock } from '../../platform/clock.js';
import { HOUR } from '../../platform/clock.js';
import type { SandboxId } from '../../platform/ids.js';
import { newId } from '../../platform/ids.js';
import type { Result } from '../../platform/result.js';
import { ok, refused } from '../../platform/result.js';
import { boundEvent } from '../authenticator.js';
import type { TotpStore } from '../ports.js';
import { digitsOf, matchingStep, newTotpSecret, totpUri } from './code.js';

const ENROLMENT_LIFETIME = HOUR;
/** What authenticator apps show above the code. */
const ISSUER = 'Standin TEST';

export interface TotpEnrolment {
  /** Base32. */
  readonly secret: string;
  /** `otpauth://totp/...`. */
  readonly uri: string;
}

export type EnrolmentRefusal = 'code_wrong' | 'code_used' | 'nothing_to_confirm';

/** Binding an authenticator app: a secret is shown, and bound once a code proves that the app has it. */
export const createEnrolment = ({
  store,
  clock,
}: {
  readonly store: TotpStore;
  readonly clock: Clock;
}) => ({
  /** The secret to put into an app; the same again (reload, second tab) until it is bound or an hour old. */
  async enrol(sandbox: SandboxId, account: string, label: string): Promise<TotpEnrolment> {
    const now = clock.now();
    const fresh = { id: newId('aut', now), secret: await newTotpSecret() };
    const begun = { now, since: now - ENROLMENT_LIFETIME };
    const { secret } = await store.beginTotp(sandbox, account, fresh, begun);
    return { secret, uri: await totpUri(secret, ISSUER, label) };
  },

  /** Binds the enrolled secret; the code is thereby used. Not throttled: whoever enrols sees the secret anyway. */
  async confirm(
    sandbox: SandboxId,
    account: string,
    code: string,
  ): Promise<Result<undefined, EnrolmentRefusal>> {
    const now = clock.now();
    const key = await store.pendingTotp(sandbox, account, now - ENROLMENT_LIFETIME);
    if (!key) return refused('nothing_to_confirm');
    const step = await matchingStep(key.secret, digitsOf(code), now);
    if (step === undefined) return refused('code_wrong');
    const events = [boundEvent(account, 'totp')];
    const bound = await store.bindTotp(sandbox, account, key.id, { step, now }, events);
    return bound ? ok(undefined) : refused('code_used');
  },
});
