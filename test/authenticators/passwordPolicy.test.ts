import { describe, expect, it } from '@jest/globals';
import { createPasswordPolicy } from '../../src/authenticators/password/strength.js';

const judge = createPasswordPolicy();
const ANA = ['ana.vandersloot@example.com', 'Ana', 'Vandersloot'];

describe('the password policy (63B-4 section 3.1.1)', () => {
  it.each([
    'violet otter 77 canoe',
    'kF7#pQ2!',
    'пылающий ёж у реки',
    '🦊🦊 jumps over 12 fences',
    'x7'.repeat(4) + 'Quiet Lanterns '.repeat(8).slice(0, 120),
  ])('accepts %s without rules of composition', async (password) => {
    const long = password.length > 128 ? password.slice(0, 128) : password;
    expect(await judge(long, ANA)).toEqual({ ok: true, value: long.normalize('NFC') });
  });

  it('returns the NFC form and counts a code point as one character', async () => {
    expect(await judge('cafe\u0301 zebra 991', [])).toEqual({
      ok: true,
      value: 'caf\u00e9 zebra 991',
    });
    expect(await judge('🦊🐙🦑🐝🐞🦀🐡', [])).toMatchObject({
      reason: 'password_too_short',
      details: { least: 8 },
    });
  });

  it.each([
    ['short', 'password_too_short'],
    ['a'.repeat(129), 'password_too_long'],
    ['tab\tand nul\0 inside', 'password_characters'],
    ['Vandersloot1!', 'password_personal'],
    ['ANA.vandersloot@example.com', 'password_personal'],
    ['password123', 'password_common'],
    ['P@ssw0rd!', 'password_common'],
    ['aaaaaaaaaaaa', 'password_guessable'],
    ['qwertyuiop', 'password_common'],
    ['20260131', 'password_guessable'],
  ])('refuses %j and says why: %s', async (password, reason) => {
    expect(await judge(password, ANA)).toMatchObject({ ok: false, reason });
  });

  it('judges the longest password it accepts in a fraction of a second', async () => {
    const began = performance.now();
    await judge('aB1!'.repeat(32), ANA);
    await judge('1l1l1l1l@@$$00!|'.repeat(8), ANA);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
