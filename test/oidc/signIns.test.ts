import { expect, it } from '@jest/globals';
import type { Provider } from 'oidc-provider';
import type { Subscriber, Verification } from '../../src/assurance/index.js';
import { createSignIns, type SignInPlace } from '../../src/oidc/index.js';

const NOW = 1_800_000_000_000;
const SUB = 'a'.repeat(32);
const used = [
  { kind: 'password', at: NOW },
  { kind: 'totp', at: NOW },
] as const;

/** A request for IAL2 in which somebody has signed in with two factors and begun a verification. */
const place = {
  ...{ sandbox: 'default', profile: 'standard', uid: 'u' },
  provider: {
    Interaction: {
      find: () =>
        Promise.resolve({
          uid: 'u',
          params: {
            client_id: 'cli',
            scope: 'openid',
            acr_values: 'http://idmanagement.gov/ns/assurance/ial/2/aal/2',
          },
          result: { standin: { account: SUB, used, attempt: 'att' } },
        }),
    },
  } as unknown as Provider,
} as SignInPlace;

const subscriber = (verification?: Pick<Verification, 'attempt' | 'state'>): Subscriber =>
  ({
    ...{ id: 'per', uuid: SUB, state: 'active', restrictions: [], attributes: {} },
    ...{ authenticators: ['password', 'totp', 'recovery_codes'], createdAt: NOW },
    verification: verification && { ial: 2, ...verification },
  }) as unknown as Subscriber;

/** Every read of the account answers the next of these, the last for good. */
function signInsOver(...answers: Subscriber[]) {
  const rest = [...answers];
  return createSignIns({
    facts: {
      consents: { find: () => Promise.resolve(undefined) },
      attempts: { positionOf: () => Promise.resolve({ at: 'verified' }) },
      clock: { now: () => NOW },
    },
    subscribers: { bySub: () => Promise.resolve(rest.length > 1 ? rest.shift() : rest[0]) },
    clients: { find: () => Promise.resolve(undefined) },
  } as unknown as Parameters<typeof createSignIns>[0]);
}

it('takes a verification that was decided between the reads of account and attempt for what it is', async () => {
  const verified = subscriber({ attempt: 'att', state: 'verified' });
  const signIn = await signInsOver(subscriber(), verified).load(place);
  expect(signIn?.facts.account?.ial).toBe(2);
  expect(signIn?.step).toMatchObject({ at: 'proof', position: { at: 'verified' } });
});

it('has a person start again whose verification has ended since', async () => {
  const revoked = subscriber({ attempt: 'att', state: 'revoked' });
  const signIn = await signInsOver(revoked).load(place);
  expect(signIn?.step).toMatchObject({ at: 'proof', position: { at: 'start' } });
});
