import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createVault, type VaultFault } from '../../src/vault/index.js';

const secretOf = (byte: number) => Buffer.alloc(32, byte).toString('base64url');
const vault = createVault(secretOf(1));
const place = { table: 'accounts', column: 'sealed', id: 'per_1' };

const faultOf = (work: () => unknown): VaultFault | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    return (error as { code?: VaultFault }).code;
  }
};

describe('a vault', () => {
  it('opens what it sealed, with its own key and with an account key', () => {
    const key = vault.unwrap(vault.newAccountKey());
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.uint8Array({ maxLength: 500 }),
        (text, bytes) => {
          const content = Buffer.from(bytes);
          expect(vault.open(place, vault.seal(place, text))).toBe(text);
          expect(vault.open(place, vault.seal(place, text, key), key)).toBe(text);
          expect(vault.openBytes(place, vault.sealBytes(place, content))).toEqual(content);
          expect(vault.openBytes(place, vault.sealBytes(place, content, key), key)).toEqual(
            content,
          );
        },
      ),
    );
  });

  it('seals as s1.<key id>.<nonce>.<ciphertext>, differently each time, with nothing of the text', () => {
    const [one, two] = [vault.seal(place, 'Rosalind'), vault.seal(place, 'Rosalind')];
    expect(one).toMatch(/^s1\.[\w-]{8}\.[\w-]{16}\.[\w-]+$/);
    expect(one).not.toBe(two);
    expect(Buffer.from(one.split('.')[3] ?? '', 'base64url').includes('Rosalind')).toBe(false);
  });

  it('binds sealed text to its table, column and row', () => {
    const sealed = vault.seal(place, 'text');
    const bytes = vault.sealBytes(place, Buffer.from('bytes'));
    for (const other of [{ table: 'events' }, { column: 'name' }, { id: 'per_2' }]) {
      expect(faultOf(() => vault.open({ ...place, ...other }, sealed))).toBe('not_authentic');
      expect(faultOf(() => vault.openBytes({ ...place, ...other }, bytes))).toBe('not_authentic');
    }
  });

  it('notices every altered byte', () => {
    const sealed = vault.sealBytes(place, Buffer.from('a picture'));
    for (let i = 0; i < sealed.length; i++) {
      const altered = Buffer.from(sealed);
      altered.writeUInt8(altered.readUInt8(i) ^ 1, i);
      expect(faultOf(() => vault.openBytes(place, altered))).toBeDefined();
    }
  });

  it('names a wrong key as such: another deployment, another account', () => {
    const [mine, theirs] = [vault.newAccountKey(), vault.newAccountKey()].map(vault.unwrap);
    expect(faultOf(() => createVault(secretOf(2)).open(place, vault.seal(place, 'x')))).toBe(
      'wrong_key',
    );
    expect(faultOf(() => createVault(secretOf(2)).unwrap(vault.newAccountKey()))).toBe('wrong_key');
    expect(faultOf(() => vault.open(place, vault.seal(place, 'x', mine), theirs))).toBe(
      'wrong_key',
    );
    expect(faultOf(() => vault.open(place, vault.seal(place, 'x', mine)))).toBe('wrong_key');
  });

  it.each(['', 'clear text', 's1.a.b', 's2.AAAAAAAA.AAAAAAAAAAAAAAAA.AAAA', 's1.a.b.c.d'])(
    'refuses %j as not sealed',
    (text) => expect(faultOf(() => vault.open(place, text))).toBe('malformed'),
  );

  it('refuses sealed bytes that were cut short', () => {
    const sealed = vault.sealBytes(place, Buffer.alloc(0));
    for (let length = 0; length < sealed.length; length++)
      expect(faultOf(() => vault.openBytes(place, sealed.subarray(0, length)))).toBeDefined();
  });

  it.each([
    '',
    'short',
    secretOf(1) + 'A',
    secretOf(1).slice(0, -1) + '!',
    Buffer.alloc(31).toString('base64url'),
  ])('refuses %j as a deployment key', (secret) =>
    expect(faultOf(() => createVault(secret))).toBe('bad_secret'),
  );

  it('names no content and no row in its errors', () => {
    const sealed = vault.seal(place, 'Rosalind');
    const message = (() => {
      try {
        return vault.open({ ...place, id: 'per_secret' }, sealed);
      } catch (error) {
        return (error as Error).message;
      }
    })();
    expect(message).toContain('accounts.sealed');
    expect(message).not.toMatch(/Rosalind|per_/);
  });

  it('indexes equal values equally, by kind and by deployment', () => {
    const index = vault.blindIndex('email', 'ana@example.com');
    expect(index).toBe(createVault(secretOf(1)).blindIndex('email', 'ana@example.com'));
    expect(
      new Set([
        index,
        vault.blindIndex('email', 'bob@example.com'),
        vault.blindIndex('phone', 'ana@example.com'),
        createVault(secretOf(2)).blindIndex('email', 'ana@example.com'),
      ]).size,
    ).toBe(4);
  });

  it('derives another key for each purpose and deployment, and the same again after a restart', () => {
    expect(vault.deriveKey('cookies')).toEqual(createVault(secretOf(1)).deriveKey('cookies'));
    expect(vault.deriveKey('cookies')).toHaveLength(32);
    expect(vault.deriveKey('cookies')).not.toEqual(vault.deriveKey('csrf'));
    expect(vault.fingerprint()).not.toBe(createVault(secretOf(2)).fingerprint());
  });

  it('unwraps more account keys than it remembers', () => {
    const wrapped = Array.from({ length: 1100 }, () => vault.newAccountKey());
    const sealed = wrapped.map((text) => vault.seal(place, 'x', vault.unwrap(text)));
    expect(
      wrapped.every((text, i) => vault.open(place, sealed[i] ?? '', vault.unwrap(text)) === 'x'),
    ).toBe(true);
  });
});
