import { describe, expect, it } from '@jest/globals';
import { hashPassword, matchesPassword } from '../../src/authenticators/password/hash.js';

const timed = async (fn: () => Promise<unknown>): Promise<number> => {
  const times: number[] = [];
  for (let i = 0; i < 5; i++) {
    const began = performance.now();
    await fn();
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[2] ?? 0;
};

describe('password hashes', () => {
  it('match their own password in any normal form, and no other', async () => {
    const hash = await hashPassword('caf\u00e9 zebra', 'generated');
    expect(await matchesPassword(hash, 'cafe\u0301 zebra')).toBe(true);
    expect(await matchesPassword(hash, 'cafe zebra')).toBe(false);
    expect(await hashPassword('caf\u00e9 zebra', 'generated')).not.toBe(hash);
  });

  it('never match without a hash, after the time that a hash takes', async () => {
    expect(await matchesPassword(undefined, '')).toBe(false);
    const hash = await hashPassword('violet otter', 'own');
    const known = await timed(() => matchesPassword(hash, 'wrong'));
    const unknown = await timed(() => matchesPassword(undefined, 'wrong'));
    expect(unknown / known).toBeGreaterThan(0.25);
    expect(unknown / known).toBeLessThan(4);
  });

  it('cost what OWASP asks for a chosen password, and the least for a generated one', async () => {
    expect(await hashPassword('violet otter', 'own')).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    expect(await hashPassword('violet otter', 'generated')).toContain(
      '$argon2id$v=19$m=8,t=1,p=1$',
    );
  });
});
