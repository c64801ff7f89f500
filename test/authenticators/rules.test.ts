import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { generateAuthenticators } from '../../src/authenticators/index.js';
import {
  newRecoveryCodes,
  normalizeRecoveryCode,
} from '../../src/authenticators/recoveryCodes/recoveryCode.js';
import { consequenceOf, waitAfter } from '../../src/authenticators/throttle/consequence.js';
import { matchingStep, stepOf, totpCode } from '../../src/authenticators/totp/code.js';

/** RFC 6238 appendix B: the SHA-1 secret and the last six digits of its codes. */
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('TOTP codes (RFC 6238)', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
  ])('at second %i are those of appendix B', async (second, code) => {
    expect((await totpCode(RFC_SECRET, second * 1000)).code).toBe(code);
    expect(await matchingStep(RFC_SECRET, code, second * 1000)).toBe(stepOf(second * 1000));
  });

  it('say how long they last', async () => {
    expect((await totpCode(RFC_SECRET, 59_999)).validForSeconds).toBe(1);
    expect((await totpCode(RFC_SECRET, 60_000)).validForSeconds).toBe(30);
  });

  it('match within one step on either side, whatever the instant', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 10 ** 9, max: 4 * 10 ** 9 }),
        fc.integer({ min: -3, max: 3 }),
        async (second, drift) => {
          const { code } = await totpCode(RFC_SECRET, (second + drift * 30) * 1000);
          const step = await matchingStep(RFC_SECRET, code, second * 1000);
          if (Math.abs(drift) <= 1) expect(step).toBeDefined();
          if (step !== undefined)
            expect(Math.abs(step - stepOf(second * 1000))).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('are six digits: anything else matches nothing', async () => {
    for (const code of ['', '12345', '1234567', 'abcdef', '12 456', '１２３４５６'])
      expect(await matchingStep(RFC_SECRET, code, 0)).toBeUndefined();
  });
});

describe('recovery codes (63B-4 section 4.2.1.1)', () => {
  it('are ten, distinct, of 80 bits each', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes)
      expect(code).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/);
  });

  it('are read in any case, with or without dashes, and with look-alikes', () => {
    expect(normalizeRecoveryCode(' 0OiL-1abc DEFG-hjkm')).toBe('00111abcdefghjkm');
    for (const code of newRecoveryCodes())
      expect(normalizeRecoveryCode(code.toUpperCase())).toBe(code.replace(/-/g, ''));
  });
});

describe('consequences of failures', () => {
  it('never shorten within a round of ten, and lock at its end', () => {
    for (let failures = 1; failures < 100; failures++) {
      if (failures % 10 === 0) expect(waitAfter(failures)).toBe(600_000);
      else if ((failures + 1) % 10 !== 0)
        expect(waitAfter(failures + 1)).toBeGreaterThanOrEqual(waitAfter(failures));
    }
    expect([1, 3, 4, 9].map(waitAfter)).toEqual([0, 0, 1000, 30_000]);
  });

  it('are told without the address of an unknown person', () => {
    const { events } = consequenceOf({ email: 'nobody@example.com' }, 'password', 10);
    expect(events.map(({ type }) => type)).toEqual([
      'authenticator.failed',
      'authenticator.locked',
    ]);
    expect(JSON.stringify(events)).not.toContain('nobody');
  });
});

describe('authenticators made to order', () => {
  it('are what was ordered and nothing else', async () => {
    const { stored, clear } = await generateAuthenticators({
      uuid: 'f'.repeat(32),
      kinds: ['password'],
      phone: '+12025550117',
    });
    expect(stored).toMatchObject({
      totpSecret: undefined,
      phone: undefined,
      recoveryCodes: undefined,
    });
    expect(Buffer.from(clear.password ?? '', 'base64url')).toHaveLength(16);
    expect(stored.passwordHash).toContain('$argon2id$');
  });

  it('keep given secrets, and hash a given password at full cost', async () => {
    const order = {
      kinds: ['password', 'totp'],
      password: 'given',
      totpSecret: RFC_SECRET,
    } as const;
    const { stored, clear } = await generateAuthenticators({ ...order, uuid: 'f'.repeat(32) });
    expect(clear).toMatchObject({ password: 'given', totpSecret: RFC_SECRET });
    expect(stored.passwordHash).toContain('$m=19456,t=2,p=1$');
  });
});
