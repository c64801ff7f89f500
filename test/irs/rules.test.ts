import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { acrOf, levelOf, reaches } from '../../src/irs/levels.js';
import { readAmount } from '../../src/irs/money.js';
import { personOf } from '../../src/irs/person.js';
import { receivedFrom } from '../../src/irs/received.js';
import { BENEFIT_SERVICES, findService, TAX_SERVICES } from '../../src/irs/services.js';
import { createSessions } from '../../src/irs/sessions.js';
import { troubleOf } from '../../src/irs/troubles.js';

const ASSURANCE = 'http://idmanagement.gov/ns/assurance/';
const MINUTE = 60_000;

describe('levels', () => {
  it.each([
    ['aal/1', { ial: 1, aal: 1 }],
    ['aal/2', { ial: 1, aal: 2 }],
    ['ial/1/aal/2', { ial: 1, aal: 2 }],
    ['ial/2/aal/2', { ial: 2, aal: 2 }],
  ])('reads %s', (path, level) => {
    expect(levelOf(ASSURANCE + path)).toEqual(level);
  });

  it.each([undefined, 2, '', 'ial/2/aal/2', `${ASSURANCE}ial/2`, `${ASSURANCE}ial/2/aal/2/more`])(
    'takes %p for no level',
    (acr) => {
      expect(levelOf(acr)).toBeUndefined();
    },
  );

  it('asks for a level by the name it is read back from', () => {
    for (const { needs } of [...TAX_SERVICES, ...BENEFIT_SERVICES])
      expect(levelOf(acrOf(needs))).toEqual(needs);
  });

  it('never makes up for a low IAL with a high AAL, or the other way round', () => {
    const level = fc.record({
      ial: fc.integer({ min: 1, max: 2 }),
      aal: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(level, level, (has, needs) => {
        if (has.ial < needs.ial || has.aal < needs.aal) expect(reaches(has, needs)).toBe(false);
        else expect(reaches(has, needs)).toBe(true);
      }),
    );
  });
});

describe('services', () => {
  it('opens tax records to verified identities only, and the others with two factors', () => {
    const needs = Object.fromEntries(TAX_SERVICES.map((service) => [service.id, service.needs]));
    const verified = { ial: 2, aal: 2 };
    const signedIn = { ial: 1, aal: 2 };
    expect(needs).toEqual({
      account: verified,
      transcripts: verified,
      payment: signedIn,
      refund: signedIn,
    });
  });

  it('knows no service by another name', () => {
    expect(findService(TAX_SERVICES, '__proto__')).toBeUndefined();
  });
});

const answer = (claims: Record<string, unknown>, userinfo: Record<string, unknown> = {}) => ({
  asked: { ial: 2, aal: 2 },
  request: { state: 's', code_challenge: 'c' },
  callback: { code: 'a-code-that-could-be-redeemed', state: 's' },
  idToken: `${Buffer.from('{"alg":"ES256","kid":"k"}').toString('base64url')}.e30.signature`,
  claims: { sub: 'p', acr: `${ASSURANCE}ial/2/aal/2`, ...claims },
  userinfo,
  tokenResponse: {
    access_token: 'an-access-token-that-works',
    expires_in: 300,
    token_type: 'bearer',
  },
  receivedAt: 1_000_000,
});

describe('the person of an answer', () => {
  it('has the verified name, the place and the last four digits', () => {
    const person = personOf(
      answer(
        { given_name: 'Maria', middle_name: 'Elena', family_name: 'Alvarez' },
        {
          ssn: '921-48-8724',
          email: 'Maria@Example.com',
          address: { locality: 'Port Larkin', region: 'ZC' },
        },
      ),
    );
    expect(person).toMatchObject({
      name: 'Maria Elena Alvarez',
      ssnLastFour: '8724',
      email: 'maria@example.com',
      address: 'Port Larkin, ZC',
    });
  });

  it('may have one name only', () => {
    expect(personOf(answer({ family_name: 'Suharja' }))?.name).toBe('Suharja');
  });

  it.each([
    [{ acr: `${ASSURANCE}aal/2` }],
    [{ acr: undefined }],
    [{ acr: 'urn:something:else' }],
    [{ ial: 1 }],
    [{ ial: '1' }],
    [{ ial: 'unknown' }],
    [{ aal: 1 }],
  ])('is nobody when IAL2/AAL2 was asked for and the ID token says %p', (claims) => {
    expect(personOf(answer(claims))).toBeUndefined();
  });

  it('is credited with no higher IAL than was asked for, because its attributes were not', () => {
    const asked = { ial: 1, aal: 2 };
    const person = personOf({ ...answer({ given_name: 'Maria' }), asked });
    expect(person?.level).toEqual(asked);
    expect(person?.name).toBeUndefined();
  });

  it('is nobody when userinfo contradicts the ID token', () => {
    expect(personOf(answer({}, { ial: 1 }))).toBeUndefined();
  });
});

describe('what is shown of an answer', () => {
  const shown = receivedFrom(
    answer({ auth_time: 1, iat: 2, exp: 3 }, { ssn: '921488724', nested: [{ ssn: '921488724' }] }),
    true,
  );

  it('holds no token, no code and no SSN that could be used', () => {
    const text = JSON.stringify(shown);
    for (const secret of [
      'an-access-token-that-works',
      'a-code-that-could-be-redeemed',
      '921488724',
    ])
      expect(text).not.toContain(secret);
    expect(text).toContain('***-**-8724');
  });

  it('says where each claim came from and how long each token lives', () => {
    expect(shown.claims.find(({ name }) => name === 'ssn')?.from).toBe('userinfo');
    expect(shown.claims.find(({ name }) => name === 'acr')?.from).toBe('id_token');
    expect(shown.lifetimes).toEqual([
      { token: 'authentication', from: 1000, until: null },
      { token: 'id_token', from: 2000, until: 3000 },
      { token: 'access_token', from: 1_000_000, until: 1_300_000 },
    ]);
  });

  it('decodes the header of the ID token', () => {
    const header = shown.documents.find(({ name }) => name === 'id_token_header');
    expect(header?.json).toEqual({ alg: 'ES256', kid: 'k' });
  });
});

describe('sessions', () => {
  const clock = { at: 0, now: () => clock.at };

  it('end after half an hour without a visit', () => {
    const sessions = createSessions(clock);
    const { id } = sessions.start();
    clock.at += 29 * MINUTE;
    expect(sessions.find(id)).toBeDefined();
    clock.at += 31 * MINUTE;
    expect(sessions.find(id)).toBeUndefined();
  });

  it('end after twelve hours however often one visits', () => {
    const sessions = createSessions(clock);
    const { id } = sessions.start();
    for (let visits = 0; visits < 36; visits++) {
      clock.at += 20 * MINUTE;
      expect(sessions.find(id)).toBeDefined();
    }
    clock.at += MINUTE;
    expect(sessions.find(id)).toBeUndefined();
  });

  it('are bounded: whoever never signed in makes room first', () => {
    const sessions = createSessions(clock, 2);
    const signedIn = sessions.start();
    signedIn.person = { sub: 'p', level: { ial: 1, aal: 2 } };
    const stranger = sessions.start();
    sessions.start();
    expect(sessions.find(stranger.id)).toBeUndefined();
    expect(sessions.find(signedIn.id)).toBe(signedIn);
  });
});

describe('amounts', () => {
  it.each([
    ['1', 100],
    ['$75.5', 7550],
    ['1,200.05', 120_005],
    ['100000', 10_000_000],
  ])('reads %s as %d cents', (text, cents) => {
    expect(readAmount(text)).toEqual({ ok: true, value: cents });
  });

  it.each([
    [' ', 'amount_missing'],
    ['-5', 'amount_malformed'],
    ['1.234', 'amount_malformed'],
    ['1,20', 'amount_malformed'],
    ['1e5', 'amount_malformed'],
    ['0.99', 'amount_out_of_range'],
    ['100000.01', 'amount_out_of_range'],
  ])('refuses "%s" as %s', (text, reason) => {
    expect(readAmount(text)).toEqual({ ok: false, reason });
  });

  it('reads back every amount it could have printed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 10_000_000 }), (cents) => {
        const text = (cents / 100).toLocaleString('en-US', { minimumFractionDigits: 2 });
        expect(readAmount(text)).toEqual({ ok: true, value: cents });
      }),
    );
  });
});

describe('troubles', () => {
  it.each([
    [{ code: 'OAUTH_JWT_CLAIM_COMPARISON_FAILED' }, 'answer_refused'],
    [{ code: 'OAUTH_KEY_SELECTION_FAILED' }, 'answer_refused'],
    [{ code: 'OAUTH_TIMEOUT' }, 'unreachable'],
    [{ code: 'OAUTH_RESPONSE_BODY_ERROR', status: 400, error: 'invalid_grant' }, 'request_refused'],
    [
      { code: 'OAUTH_RESPONSE_BODY_ERROR', status: 503, error: 'temporarily_unavailable' },
      'unavailable',
    ],
  ])('sees in %p that it is %s', (members, reason) => {
    expect(troubleOf(Object.assign(new Error(), members)).reason).toBe(reason);
  });

  it('keeps what the provider says to 300 characters', () => {
    const error = { code: 'OAUTH_RESPONSE_BODY_ERROR', error: 'e'.repeat(999), status: 400 };
    expect(String(troubleOf(Object.assign(new Error(), error)).details?.['error'])).toHaveLength(
      300,
    );
  });

  it('throws a bug again', () => {
    const bug = new TypeError('x is undefined');
    expect(() => troubleOf(bug)).toThrow(bug);
  });
});
