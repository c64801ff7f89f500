import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import type { SandboxId } from '../../platform/ids.js';
import type { Result } from '../../platform/result.js';
import { ok, refused } from '../../platform/result.js';
import type { Passkey } from '../ports.js';
import { drawChallenge, type PasskeyPorts } from './challenge.js';
import { challengeIn, readResponse, type PasskeyResponse } from './response.js';
import type { PasskeyScope } from './scope.js';

export type PasskeyRefusal =
  'passkey_refused' | 'passkey_expired' | 'passkey_unknown' | 'passkey_cloned' | 'throttled';

/** Who signed in, and how sure the authenticator was that it is them. */
export interface PasskeyUse {
  readonly account: string;
  /** By PIN, finger or face: two factors in one (63B-4 section 3.1.7). */
  readonly userVerified: boolean;
  /** The key can be copied to other devices: a software key in RFC 8176's words. */
  readonly synced: boolean;
}

/** Signing in with a passkey (WebAuthn section 7.2): alone, or as the second factor of an account that is known. */
export const createPasskeyAssertion = (ports: PasskeyPorts) => ({
  /** What `navigator.credentials.get` is asked. Alone it must be two factors, and the authenticator says whose it is. */
  async requestOptions(
    sandbox: SandboxId,
    account: string | undefined,
    { rpId }: PasskeyScope,
  ): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const { generateAuthenticationOptions } = await import('@simplewebauthn/server');
    const bound = account === undefined ? [] : await ports.store.boundPasskeys(sandbox, account);
    return generateAuthenticationOptions({
      rpID: rpId,
      challenge: await drawChallenge(ports, sandbox, { purpose: 'sign_in', account }),
      allowCredentials: bound.map(({ credentialId }) => ({ id: credentialId })),
      userVerification: account === undefined ? 'required' : 'preferred',
    });
  },

  /** Checks an answer to those options. `throttled` carries `retry_after_ms`. */
  async verify(
    sandbox: SandboxId,
    account: string | undefined,
    posted: string,
    scope: PasskeyScope,
  ): Promise<Result<PasskeyUse, PasskeyRefusal>> {
    const { store, guard, clock } = ports;
    const response = readResponse(posted);
    if (!response) return refused('passkey_refused');
    const challenge = challengeIn(response);
    const spending = { purpose: 'sign_in', account, challenge, now: clock.now() } as const;
    if (!(await store.spendPasskeyChallenge(sandbox, spending))) return refused('passkey_expired');
    const found = await store.findPasskey(sandbox, response.id);
    if (!found || (account !== undefined && found.account !== account))
      return refused('passkey_unknown');
    const key = { subject: { account: found.account }, kind: 'passkey' } as const;
    return guard(sandbox, key, () =>
      judge(ports, sandbox, found, { response, challenge, scope, alone: account === undefined }),
    );
  },
});

interface Answered {
  readonly response: PasskeyResponse;
  readonly challenge: string;
  readonly scope: PasskeyScope;
  readonly alone: boolean;
}

async function judge(
  { store, clock }: PasskeyPorts,
  sandbox: SandboxId,
  { account, passkey }: { readonly account: string; readonly passkey: Passkey },
  answered: Answered,
): Promise<Result<PasskeyUse, 'passkey_refused' | 'passkey_cloned'>> {
  const shown = await verified(passkey, answered);
  if (!shown) return refused('passkey_refused');
  const counted = await store.usePasskey(
    sandbox,
    account,
    passkey.id,
    { signCount: shown.newCounter, now: clock.now() },
    [{ type: 'authenticator.clone_suspected', account, data: { kind: 'passkey' } }],
  );
  if (!counted) return refused('passkey_cloned');
  const { userVerified, credentialDeviceType } = shown;
  return ok({ account, userVerified, synced: credentialDeviceType === 'multiDevice' });
}

/** The signature counter is compared where it is written (section 7.2 step 22), so that two at once cannot both pass. */
async function verified(
  { credentialId, publicKey }: Passkey,
  { response, challenge, scope: { rpId, origin }, alone }: Answered,
) {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  try {
    const { verified: signed, authenticationInfo } = await verifyAuthenticationResponse({
      response: response as unknown as AuthenticationResponseJSON,
      ...{ expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: rpId },
      credential: {
        id: credentialId,
        publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')),
        counter: 0,
      },
      requireUserVerification: alone,
    });
    return signed ? authenticationInfo : undefined;
  } catch {
    return undefined;
  }
}
