import { describe, expect, it } from '@jest/globals';
import { matchers } from '../../src/sdk/matchers/matchers.js';

const { toHaveAssurance, toHaveReason } = matchers;
const claims = { acr: 'http://idmanagement.gov/ns/assurance/ial/2/aal/2', ial: '2', aal: '2' };
const token = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;

describe('toHaveAssurance', () => {
  it.each([
    ['claims', claims],
    ['a signed-in answer', { outcome: 'redirected', claims }],
    ['an ID token', token],
    ['tokens as the SDK names them', { tokens: { idToken: token } }],
    ['a token response as OpenID Connect names it', { id_token: token }],
    ['a token response of openid-client', { claims: () => claims }],
    ['claims with an acr alone', { acr: claims.acr }],
    [
      'claims of the profile logingov',
      {
        ial: 'urn:acr.login.gov:verified',
        aal: 'urn:gov:gsa:ac:classes:sp:PasswordProtectedTransport:duo',
      },
    ],
    [
      'its older words',
      { ial: 'http://idmanagement.gov/ns/assurance/ial/2?bio=required', aal: 'aal/2' },
    ],
    ['claims of the profile idme', { credential_ial: 'IAL2', credential_aal: 'AAL2' }],
  ])('reads %s', (_what, received) => {
    expect(toHaveAssurance(received, { ial: 2, aal: 2 }).pass).toBe(true);
    expect(toHaveAssurance(received, { ial: 1 }).pass).toBe(false);
  });

  it('takes a level that is not stated as the lowest', () => {
    const unproofed = { acr: 'http://idmanagement.gov/ns/assurance/aal/2' };
    expect(toHaveAssurance(unproofed, { ial: 1, aal: 2 }).pass).toBe(true);
  });

  it('takes what Login.gov says of who signed in alone as no proofing', () => {
    const signedIn = { ial: 'urn:acr.login.gov:auth-only', aal: 'http://x/ns/assurance/aal/2' };
    expect(toHaveAssurance(signedIn, { ial: 1, aal: 2 }).pass).toBe(true);
  });

  it('says which levels there are', () => {
    const { message } = toHaveAssurance(claims, { ial: 1 });
    expect(message()).toBe('expected IAL1, and the levels stated are IAL2 AAL2');
  });

  it.each([[undefined], ['no token'], [{ sub: '1' }]])('fails for %j, which states none', (one) => {
    const { pass, message } = toHaveAssurance(one, { ial: 1 });
    expect(pass).toBe(false);
    expect(message()).toMatch(/there is no acr, ial or aal in/);
  });
});

describe('toHaveReason', () => {
  it('finds the reason among those of an answer', () => {
    const answer = { outcome: 'retry', reasons: ['document.expired'] };
    expect(toHaveReason(answer, 'document.expired').pass).toBe(true);
    const { pass, message } = toHaveReason(answer, 'document.image_blurred');
    expect(pass).toBe(false);
    expect(message()).toBe(
      'expected the reason document.image_blurred, and the reasons are: document.expired',
    );
  });
});
