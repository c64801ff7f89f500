import type { Account } from '../../accounts/index.js';
import { ialOf, type Subscriber } from '../../assurance/index.js';
import { passkeyScope, type GeneratedPasskey } from '../../authenticators/index.js';
import type { MadePerson } from '../people/person.js';
import type { Person } from '../schemas/people.js';

/** A person as the API tells of them; `subscriber` is what sign-ins see of the same account. */
export function personView(account: Account, subscriber: Subscriber | undefined): Person {
  const { id, uuid, email, state, attributes, persona, groups, tag, createdAt } = account;
  const { restrictions, mergedInto } = account;
  const verification = subscriber?.verification;
  return {
    ...{ id, uuid, email, state, ...attributes, persona, tag },
    groups: [...groups],
    restrictions: [...restrictions],
    ...(mergedInto !== undefined && { merged_into: mergedInto }),
    ial: ialOf(verification) === 2 ? 2 : 1,
    authenticators: [...(subscriber?.authenticators ?? [])],
    ...(verification && {
      verification: {
        attempt: verification.attempt,
        state: verification.state,
        pathway: verification.pathway,
        verified_at: new Date(verification.verifiedAt).toISOString(),
      },
    }),
    created_at: new Date(createdAt).toISOString(),
  };
}

/**
 * What was made in clear; on a repetition only what the caller said itself. A passkey is told
 * with `base`, the public address of the pages where it is good.
 */
export const clearOf = (
  { clear, created }: MadePerson,
  password: string | undefined,
  base?: string,
) =>
  created
    ? {
        password: clear.password,
        totp_secret: clear.totpSecret,
        recovery_codes: clear.recoveryCodes,
        passkey: clear.passkey && base !== undefined ? passkeyView(clear.passkey, base) : undefined,
      }
    : { password };

/** As `WebAuthn.addCredential` of the Chrome DevTools Protocol takes it. */
const passkeyView = (
  { credentialId, privateKey, userHandle, signCount }: GeneratedPasskey,
  base: string,
) => ({
  credential_id: credentialId,
  private_key: privateKey,
  rp_id: passkeyScope(base).rpId,
  user_handle: userHandle,
  sign_count: signCount,
});
