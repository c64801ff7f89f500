import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mask, maskParameters, maskUrl } from '../../src/traces/mask.js';

describe('what is kept of an exchange', () => {
  it('tells two secrets apart by their first letters and length, and a short one by its length alone', () => {
    expect(mask('abcdefghijklmnop')).toBe('abcd… (16 characters)');
    expect(mask('hush')).toBe('… (4 characters)');
  });

  it('has no secret parameter and no login hint in it, and leaves the others as they were', () => {
    const kept = maskParameters({
      ...{ client_id: 'shop', client_secret: 'a-secret-that-is-long', code: 'a-code-that-is-long' },
      ...{ login_hint: 'maria@example.com', repeated: ['a', 'b'] },
    });
    expect(kept['client_id']).toBe('shop');
    expect(JSON.stringify(kept)).not.toMatch(/secret-that|code-that|maria@|repeated/);
  });

  it('has no code in the address that it redirected to, whatever the code is', () => {
    const code = fc.stringMatching(/^[\w-]{13,60}$/);
    fc.assert(
      fc.property(code, (secret) => {
        const masked = maskUrl(`http://localhost/cb?code=${secret}&state=abc#id_token=${secret}`);
        return !masked.includes(secret) && masked.includes('state=abc');
      }),
    );
  });
});
