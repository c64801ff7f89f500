import { describe, expect, it } from '@jest/globals';
import {
  claimsOf,
  needsVerification,
  requestedClaims,
  SCOPE_CLAIMS,
  type Subscriber,
} from '../../src/assurance/index.js';

const address = {
  street_address: '1 Main Street',
  locality: 'Port Larkin',
  region: 'ZC',
  postal_code: '98701',
  country: 'US',
};
const subscriber: Subscriber = {
  id: 'per_1',
  uuid: 'a'.repeat(32),
  state: 'active',
  restrictions: [],
  email: 'ann@example.com',
  attributes: { given_name: 'Annie', family_name: 'Doe', ssn: '900000001', phone: '+15255550101' },
  verification: {
    ...{ attempt: 'att_1', ial: 2, state: 'verified', verifiedAt: 1_800_000_000_000 },
    pathway: 'self_service',
    attributes: {
      ...{ given_name: 'Ann', family_name: 'Doe', suffix: 'Jr', birthdate: '1990-01-02' },
      ...{ ssn: '900000001', phone: '+15255550100', address },
    },
    evidence: [{ type: 'passport', strength: 'superior' }],
  },
  authenticators: ['password', 'totp'],
  createdAt: 1_700_000_000_500,
};

describe('claimsOf', () => {
  it('writes an address as it is said to be written (Core 5.1.1)', () => {
    const told = { ...address, formatted: '1 Main Street, upstairs' };
    const own = { ...subscriber, verification: undefined, attributes: { address: told } };
    expect(claimsOf(own, { ial: 1, aal: 1 })['address']).toEqual(told);
  });

  it('tells the proofed data at IAL2/AAL2, and when and how it was proofed', () => {
    expect(claimsOf(subscriber, { ial: 2, aal: 2 })).toMatchObject({
      ...{ ial: '2', aal: '2', given_name: 'Ann', family_name: 'Doe', name: 'Ann Doe Jr' },
      ...{ birthdate: '1990-01-02', ssn: '900000001', phone_number: '+15255550100' },
      phone_number_verified: true,
      address: { ...address, formatted: '1 Main Street\nPort Larkin, ZC 98701\nUS' },
      ...{
        verified_at: 1_800_000_000,
        proofing_pathway: 'self_service',
        updated_at: 1_800_000_000,
      },
      evidence: [{ type: 'passport', strength: 'superior' }],
    });
  });

  it('tells self-asserted data, and nothing that only a verification gives, below AAL2', () => {
    const claims = claimsOf(subscriber, { ial: 0, aal: 1 });
    expect(claims).toMatchObject({ aal: '1', given_name: 'Annie', phone_number_verified: false });
    for (const name of ['ial', ...Object.values(SCOPE_CLAIMS).flat().filter(needsVerification)])
      expect(claims).not.toHaveProperty(name);
  });

  it.each(['revoked', 'lapsed'] as const)('forgets a verification that is %s', (state) => {
    const verification = subscriber.verification && { ...subscriber.verification, state };
    const claims = claimsOf({ ...subscriber, verification }, { ial: 2, aal: 2 });
    expect(claims['given_name']).toBe('Annie');
    expect(claims).not.toHaveProperty('ial');
    expect(claims).not.toHaveProperty('ssn');
  });

  it('has no member without a value (Core 5.3.2: claims that are not returned are left out)', () => {
    const bare: Subscriber = { ...subscriber, attributes: {}, verification: undefined };
    const claims = claimsOf(bare, { ial: 0, aal: 1 });
    expect(Object.values(claims)).not.toContain(undefined);
    expect(claims).not.toHaveProperty('name');
    expect(claims['updated_at']).toBe(1_700_000_000);
  });

  it('says that an address which was not confirmed is not (Core 5.1 email_verified)', () => {
    const claims = claimsOf({ ...subscriber, state: 'unconfirmed' }, { ial: 0, aal: 1 });
    expect(claims['email_verified']).toBe(false);
  });
});

describe('requestedClaims', () => {
  it('is what the scopes release (Core 5.4) and what is asked for by name (Core 5.5), each once', () => {
    expect(requestedClaims(['openid', 'email', 'phone'], ['email', 'birthdate'])).toEqual([
      ...['email', 'email_verified', 'phone_number', 'phone_number_verified', 'birthdate'],
    ]);
  });

  it.each([
    'http://idmanagement.gov/ns/assurance/ial/2/aal/2',
    'http://idmanagement.gov/ns/assurance/loa/3',
  ])('is the identity for %s', (scope) =>
    expect(requestedClaims([scope], [])).toEqual(SCOPE_CLAIMS['identity']),
  );

  it('is nothing for a level without proofing', () => {
    expect(requestedClaims(['http://idmanagement.gov/ns/assurance/aal/2'], [])).toEqual([]);
  });
});
