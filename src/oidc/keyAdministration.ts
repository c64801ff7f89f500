import type { SandboxId } from '../platform/ids.js';
import type { Result } from '../platform/result.js';
import { ok } from '../platform/result.js';
import { readSigningKey, type KeyFault, type Keyring, type SigningKeyStore } from './keys.js';
import { imported, retired, rotated, withheld, type KeptKey } from './signingKey.js';

/** What testers do to a sandbox's signing keys, to see how a client bears it. */
export interface KeyAdministration {
  /** Oldest first; those that sign are made when there are none yet. */
  list(sandbox: SandboxId): Promise<readonly KeptKey[]>;
  /** Both algorithms' next keys sign, or are published alone. */
  rotate(sandbox: SandboxId, ahead: boolean): Promise<readonly KeptKey[]>;
  retire(sandbox: SandboxId, kid: string): Promise<Result<KeptKey, 'unknown' | 'signs'>>;
  withhold(sandbox: SandboxId, kid: string): Promise<Result<KeptKey, 'unknown' | 'signs_not'>>;
  /** A private key as JWK signs from now on. */
  import(
    sandbox: SandboxId,
    jwk: Readonly<Record<string, unknown>>,
  ): Promise<Result<{ readonly kept: KeptKey; readonly created: boolean }, KeyFault | 'kid_taken'>>;
}

export function createKeyAdministration(
  store: SigningKeyStore,
  keyring: Keyring,
): KeyAdministration {
  const list = async (sandbox: SandboxId) => {
    await keyring.of(sandbox);
    return store.list(sandbox);
  };
  const named = (keys: readonly KeptKey[], kid: string): KeptKey => {
    const kept = keys.find(({ key }) => key.kid === kid);
    if (!kept) throw new Error('a key is gone that was just there');
    return kept;
  };
  return {
    list,
    async rotate(sandbox, ahead) {
      const [, fresh] = await Promise.all([keyring.of(sandbox), keyring.fresh()]);
      const told = { type: 'key.rotated', data: { publish_only: ahead } } as const;
      const done = await store.revise(sandbox, (keys) => ok(rotated(keys, fresh, ahead)), [told]);
      return done.ok ? done.value : [];
    },
    async retire(sandbox, kid) {
      const told = { type: 'key.retired', data: { kid } } as const;
      const done = await store.revise(sandbox, (keys) => retired(keys, kid), [told]);
      return done.ok ? ok(named(done.value, kid)) : done;
    },
    async withhold(sandbox, kid) {
      const told = { type: 'key.withheld', data: { kid } } as const;
      const done = await store.revise(sandbox, (keys) => withheld(keys, kid), [told]);
      return done.ok ? ok(named(done.value, kid)) : done;
    },
    async import(sandbox, jwk) {
      const read = await readSigningKey(jwk);
      if (!read.ok) return read;
      const before = await list(sandbox);
      const { kid } = read.value;
      const told = { type: 'key.imported', data: { kid } } as const;
      const done = await store.revise(sandbox, (keys) => imported(keys, read.value), [told]);
      if (!done.ok) return done;
      const created = !before.some(({ key }) => key.kid === kid);
      return ok({ kept: named(done.value, kid), created });
    },
  };
}
