import { describe, expect, it } from '@jest/globals';
import type { OutcomeRequest, SignInStep } from '../../src/scenarios/index.js';
import { createDeliveryScript, createSignInScript } from '../../src/scenarios/index.js';
import { outcomesRoom } from './support.js';

const WHO = { account: 'per_1', email: 'maria@example.com', oauthState: 'xyz', tag: 't' };

async function scripts(step: string, ...results: OutcomeRequest['results']) {
  const outcomes = outcomesRoom();
  const made = await outcomes.create('default', { match: { state: 'xyz' }, step, results });
  expect(made).toMatchObject({ ok: true });
  return outcomes;
}

describe('a script of a sign-in', () => {
  const said = async (step: SignInStep, result: OutcomeRequest['results'][number]) =>
    createSignInScript(await scripts(step, result)).consult('default', step, WHO);

  it.each([
    ['sign_in', 'fail', { kind: 'again', reason: 'wrong_password_or_email' }],
    ['sign_in', 'session.attempts_exceeded', { kind: 'again' }],
    ['sign_in', { vendor_error: 'timeout' }, { kind: 'again', reason: 'vendor.timeout' }],
    ['sign_in', 'fraud.velocity', { kind: 'stop', error: 'access_denied' }],
    ['second_factor', 'fail', { kind: 'again', reason: 'code_wrong' }],
    ['second_factor', 'contact.confirmation_code_expired', { kind: 'again' }],
    ['second_factor', 'session.canceled_by_user', { kind: 'stop' }],
    ['consent', 'fail', { kind: 'stop', reason: 'policy.consent_declined' }],
    ['consent', 'session.expired', { kind: 'stop', error: 'access_denied' }],
  ] as const)('at %s makes %j %j', async (step, result, expected) => {
    expect(await said(step, result)).toMatchObject(expected);
  });

  it('lets a pass be judged by the real factor, and knows nothing of others', async () => {
    expect(await said('sign_in', 'pass')).toBeUndefined();
    const script = createSignInScript(await scripts('sign_in', 'fail'));
    expect(
      await script.consult('default', 'sign_in', { ...WHO, oauthState: 'abc' }),
    ).toBeUndefined();
  });
});

describe('a script of a delivery', () => {
  const said = async (kind: 'email' | 'sms', result: OutcomeRequest['results'][number]) =>
    createDeliveryScript(await scripts(`${kind}_delivery`, result)).consult('default', kind, {
      state: 'xyz',
    });

  it.each([
    ['email', 'pass', { how: 'arrives', afterMs: 0 }],
    ['email', { result: 'pass', delay_ms: 20_000 }, { how: 'arrives', afterMs: 20_000 }],
    ['email', 'fail', { how: 'lost', reason: 'contact.email_unverified' }],
    ['sms', 'contact.phone_voip', { how: 'lost', reason: 'contact.phone_voip' }],
    ['sms', 'vendor.timeout', { how: 'again', reason: 'vendor.timeout' }],
    ['sms', { vendor_error: 'unavailable' }, { how: 'again', reason: 'vendor.unavailable' }],
  ] as const)('of %s makes %j %j', async (kind, result, expected) => {
    expect(await said(kind, result)).toEqual(expected);
  });
});
