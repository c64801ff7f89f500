import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  aalOf,
  acrOf,
  ACR_VALUES,
  amrOf,
  joinedAmr,
  ASSURANCE_SCOPES,
  ialOf,
  levelsOf,
  requiredLevels,
  satisfies,
  statedAcr,
  type AuthenticatorKind,
  type Levels,
} from '../../src/assurance/index.js';

const NS = 'http://idmanagement.gov/ns/assurance';
const [IAL2, AAL2, AAL1] = ACR_VALUES;
const LEVELS: readonly Levels[] = [
  { ial: 0, aal: 1 },
  { ial: 0, aal: 2 },
  { ial: 2, aal: 2 },
];

describe('amr and AAL (RFC 8176 section 2, 63B-4 section 2)', () => {
  it.each<[AuthenticatorKind[], string[], 1 | 2]>([
    [['password'], ['pwd'], 1],
    [['password', 'totp'], ['pwd', 'otp', 'mfa'], 2],
    [['password', 'phone'], ['pwd', 'sms', 'mca', 'mfa'], 2],
    [['password', 'recovery_codes'], ['pwd', 'otp', 'mfa'], 2],
    [['passkey'], ['hwk', 'user', 'pop', 'mfa'], 2],
    [['totp'], ['otp'], 1],
    [['totp', 'phone'], ['otp', 'sms'], 1],
    [[], [], 1],
  ])('%j is stated as %j and reaches AAL%i', (used, amr, aal) => {
    expect(amrOf(used.map((kind) => ({ kind })))).toEqual(amr);
    expect(aalOf(amr)).toBe(aal);
  });

  it('names a passkey that is copied a software key, and counts one factor without PIN or finger', () => {
    const synced = { kind: 'passkey', synced: true } as const;
    const touched = { kind: 'passkey', userVerified: false } as const;
    expect(amrOf([synced])).toEqual(['swk', 'user', 'pop', 'mfa']);
    expect(amrOf([touched])).toEqual(['hwk', 'pop']);
    expect(amrOf([{ kind: 'password' }, touched])).toEqual(['pwd', 'hwk', 'pop', 'mfa']);
  });

  it('joins what a session and a step-up proved', () => {
    expect(joinedAmr(['pwd', 'otp'])).toEqual(['pwd', 'otp', 'mfa']);
    expect(joinedAmr(['pwd', 'sms', 'mca', 'mfa', 'otp'])).toEqual([
      'pwd',
      'sms',
      'otp',
      'mca',
      'mfa',
    ]);
    expect(joinedAmr(['pwd'])).toEqual(['pwd']);
  });
});

describe('ialOf', () => {
  it.each([
    ['verified', 2],
    ['revoked', 0],
    ['lapsed', 0],
  ] as const)('a verification that is %s counts as IAL %i (63A-4 section 2)', (state, ial) => {
    const verification = { attempt: 'att_1', ial: 2, state, verifiedAt: 0 } as const;
    const rest = { pathway: 'self_service', attributes: {}, evidence: [] } as const;
    expect(ialOf({ ...verification, ...rest })).toBe(ial);
  });

  it('no verification is none', () => expect(ialOf(undefined)).toBe(0));
});

describe('statedAcr (Core 5.5.1.1)', () => {
  it.each([
    [LEVELS[0], AAL1],
    [LEVELS[1], AAL2],
    [LEVELS[2], IAL2],
  ] as const)(
    'states the strongest value reached when nothing is essential: %j',
    (reached, acr) => {
      expect(statedAcr(reached as Levels, [])).toBe(acr);
    },
  );

  it('states the strongest essential value that was reached', () => {
    expect(statedAcr({ ial: 2, aal: 2 }, [AAL1, AAL2])).toBe(AAL2);
    expect(statedAcr({ ial: 2, aal: 2 }, [`${NS}/loa/3`])).toBe(`${NS}/loa/3`);
  });

  it('never states what was not reached, whatever is essential', () => {
    const value = fc.constantFrom(...ASSURANCE_SCOPES, 'urn:unknown');
    fc.assert(
      fc.property(fc.constantFrom(...LEVELS), fc.array(value), (reached, essential) => {
        const stated = levelsOf(statedAcr(reached, essential));
        expect(stated && satisfies(reached, stated)).toBe(true);
      }),
    );
  });

  it('states an essential value whenever one was reached', () => {
    const value = fc.constantFrom(...ASSURANCE_SCOPES);
    fc.assert(
      fc.property(
        fc.constantFrom(...LEVELS),
        fc.array(value, { minLength: 1 }),
        (reached, essential) => {
          const isMet = essential.some((each) => satisfies(reached, levelsOf(each) as Levels));
          expect(essential.includes(statedAcr(reached, essential))).toBe(
            isMet || essential.includes(acrOf(reached)),
          );
        },
      ),
    );
  });
});

describe('requiredLevels', () => {
  const nothing = { scopes: ['openid'], acrValues: [], essentialAcr: [] };

  it('asks nothing unless told', () => expect(requiredLevels(nothing)).toEqual({ ial: 0, aal: 1 }));

  it('takes the first acr_values value that it knows (Core 3.1.2.1: in order of preference)', () => {
    expect(requiredLevels({ ...nothing, acrValues: ['urn:x', AAL2, IAL2] })).toEqual({
      ial: 0,
      aal: 2,
    });
  });

  it('ignores acr_values when none is known: they are voluntary', () => {
    expect(requiredLevels({ ...nothing, acrValues: ['urn:x'] })).toEqual({ ial: 0, aal: 1 });
  });

  it('is content with the weakest of several essential values (Core 5.5.1.1)', () => {
    expect(requiredLevels({ ...nothing, essentialAcr: [IAL2, AAL2] })).toEqual({ ial: 0, aal: 2 });
  });

  it('cannot meet essential values of which none is known', () => {
    expect(requiredLevels({ ...nothing, essentialAcr: ['urn:x'] })).toBeUndefined();
  });

  it.each(['identity', 'ssn'])('asks for a second factor before it releases %s', (scope) => {
    expect(requiredLevels({ ...nothing, scopes: ['openid', scope] })).toEqual({ ial: 0, aal: 2 });
  });

  it('asks for the strongest of what scope, acr_values and essential acr ask', () => {
    const scopes = [`${NS}/aal/2`];
    expect(requiredLevels({ scopes, acrValues: [IAL2], essentialAcr: [AAL1] })).toEqual({
      ial: 2,
      aal: 2,
    });
  });

  it('knows no level by a name that every object has', () => {
    expect(levelsOf('constructor')).toBeUndefined();
    expect(levelsOf('__proto__')).toBeUndefined();
  });
});
