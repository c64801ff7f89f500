import type {
  PublicKeyCredentialCreationOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { newId, type SandboxId } from '../../platform/ids.js';
import type { Result } from '../../platform/result.js';
import { ok, refused } from '../../platform/result.js';
import { boundEvent } from '../authenticator.js';
import { drawChallenge, type PasskeyPorts } from './challenge.js';
import { challengeIn, readResponse, type PasskeyResponse } from './response.js';
import { userHandleOf, type PasskeyScope } from './scope.js';

export type PasskeyEnrolmentRefusal = 'passkey_refused' | 'passkey_expired' | 'passkey_taken';

/** Whose passkey it will be. */
export interface PasskeyOwner {
  readonly id: string;
  readonly uuid: string;
  readonly email: string;
}

const NAME = 'Standin TEST';

/** Binding a passkey: options for the browser, and the answer of the authenticator (WebAuthn section 7.1). */
export const createPasskeyEnrolment = (ports: PasskeyPorts) => ({
  /** What `navigator.credentials.create` is asked; the challenge counts once, for five minutes. */
  async creationOptions(
    sandbox: SandboxId,
    owner: PasskeyOwner,
    { rpId }: PasskeyScope,
  ): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const { generateRegistrationOptions } = await import('@simplewebauthn/server');
    const bound = await ports.store.boundPasskeys(sandbox, owner.id);
    const challenge = await drawChallenge(ports, sandbox, { purpose: 'bind', account: owner.id });
    return generateRegistrationOptions({
      ...{ rpName: NAME, rpID: rpId, challenge },
      ...{ userID: userHandleOf(owner.uuid), userName: owner.email, userDisplayName: owner.email },
      attestationType: 'none',
      excludeCredentials: bound.map(({ credentialId }) => ({ id: credentialId })),
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
    });
  },

  /** Binds what the authenticator made. A key that anybody has bound already is refused (section 7.1 step 26). */
  async bind(
    sandbox: SandboxId,
    account: string,
    posted: string,
    scope: PasskeyScope,
  ): Promise<Result<undefined, PasskeyEnrolmentRefusal>> {
    const { store, clock } = ports;
    const response = readResponse(posted);
    if (!response) return refused('passkey_refused');
    const challenge = challengeIn(response);
    const now = clock.now();
    if (!(await store.spendPasskeyChallenge(sandbox, { purpose: 'bind', account, challenge, now })))
      return refused('passkey_expired');
    const made = await verified(response, challenge, scope);
    if (!made) return refused('passkey_refused');
    const { credential, credentialDeviceType } = made;
    const bound = await store.bindPasskey(
      sandbox,
      account,
      {
        id: newId('aut', now),
        credentialId: credential.id,
        publicKey: Buffer.from(credential.publicKey).toString('base64url'),
        signCount: credential.counter,
        synced: credentialDeviceType === 'multiDevice',
      },
      now,
      [boundEvent(account, 'passkey')],
    );
    return bound ? ok(undefined) : refused('passkey_taken');
  },
});

/** The library throws at whatever is wrong with a response; all of it is the sender's. */
async function verified(
  response: PasskeyResponse,
  expectedChallenge: string,
  { rpId, origin }: PasskeyScope,
) {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: response as unknown as RegistrationResponseJSON,
      ...{ expectedChallenge, expectedOrigin: origin, expectedRPID: rpId },
      requireUserVerification: false,
    });
    return registrationInfo;
  } catch {
    return undefined;
  }
}
