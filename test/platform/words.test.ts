import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ageOn, dateOf } from '../../src/platform/clock.js';
import { isEmailAddress, normalizeEmail } from '../../src/platform/emailAddress.js';
import { isGivenId, isSandboxId, newId } from '../../src/platform/ids.js';
import { randomHex, randomToken, safeEqual, shortCode } from '../../src/platform/secrets.js';

describe('ids', () => {
  it('are a prefix and 26 letters of Crockford base 32, and never the same twice', () => {
    const ids = Array.from({ length: 1000 }, () => newId('per'));
    expect(new Set(ids).size).toBe(1000);
    for (const id of ids) expect(id).toMatch(/^per_[0-9a-hjkmnp-tv-z]{26}$/);
  });

  it('begin alike for the same instant and differ for others', () => {
    expect(newId('att', 1000).slice(0, 14)).toBe(newId('att', 1000).slice(0, 14));
    expect(newId('att', 1000).slice(0, 14)).not.toBe(newId('att', 1001).slice(0, 14));
  });

  it('may be given as lower-case words of at most 63 characters, for sandboxes 31', () => {
    expect(isGivenId('maria-2')).toBe(true);
    expect(isGivenId('a'.repeat(63))).toBe(true);
    for (const wrong of ['', '-a', 'A', 'a_b', 'a'.repeat(64), 'a/b']) {
      expect(isGivenId(wrong)).toBe(false);
    }
    expect(isSandboxId('a'.repeat(31))).toBe(true);
    expect(isSandboxId('a'.repeat(32))).toBe(false);
  });
});

describe('ages', () => {
  it('turn on the birthday, for the leap day on the first of March', () => {
    expect(ageOn('2008-11-15', '2026-11-14')).toBe(17);
    expect(ageOn('2008-11-15', '2026-11-15')).toBe(18);
    expect(ageOn('2008-02-29', '2026-02-28')).toBe(17);
    expect(ageOn('2008-02-29', '2026-03-01')).toBe(18);
  });

  it('agree with counting birthdays', () => {
    const days = fc.integer({ min: 0, max: 365 * 100 }).map((n) => dateOf(n * 86_400_000));
    fc.assert(
      fc.property(days, days, (a, b) => {
        const [birth, today] = a < b ? [a, b] : [b, a];
        const years = Number(today.slice(0, 4)) - Number(birth.slice(0, 4));
        const had = `${today.slice(0, 4)}${birth.slice(4)}` <= today;
        expect(ageOn(birth, today)).toBe(had ? years : years - 1);
      }),
    );
  });
});

describe('e-mail addresses', () => {
  it('are accepted as mail servers accept them', () => {
    for (const good of ['a@example.com', 'first.last+tag@sub.example.co', "o'hara@example.com"]) {
      expect(isEmailAddress(good)).toBe(true);
    }
  });

  it('are refused without a domain, with blanks, or beyond the lengths of RFC 5321 section 4.5.3.1', () => {
    const long = `${'a'.repeat(65)}@example.com`;
    for (const bad of ['a', 'a@b', 'a b@example.com', '@example.com', 'a@.com', 'a@-x.com', long]) {
      expect(isEmailAddress(bad)).toBe(false);
    }
  });

  it('are compared without blanks around them and in lower case', () => {
    expect(normalizeEmail('  Maria@Example.COM ')).toBe('maria@example.com');
  });
});

describe('secrets', () => {
  it('compare equal only to themselves, whatever their lengths', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(safeEqual(a, b)).toBe(a === b);
        expect(safeEqual(a, a)).toBe(true);
      }),
    );
  });

  it('have the entropy that they are asked for', () => {
    expect(Buffer.from(randomToken(16), 'base64url')).toHaveLength(16);
    expect(randomHex(16)).toMatch(/^[0-9a-f]{32}$/);
    for (let i = 0; i < 200; i++) expect(shortCode()).toMatch(/^\d{6}$/);
  });
});
