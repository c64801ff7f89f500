import type { Clock, Instant } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import type { Vault } from '../vault/index.js';
import type { Database, Transaction } from './database.js';
import { bumpRevision, takeSeq } from './sandboxes.js';
import { sealedJson } from './sealedColumn.js';

/** active: signs and is published; published: not used yet; withheld: signs, absent from JWKS; retired: published, signs no more. */
export type KeyState = 'active' | 'published' | 'withheld' | 'retired';

export interface SigningKey {
  readonly kid: string;
  /** JWA name (RFC 7518 section 3.1): ES256, RS256. */
  readonly alg: string;
  readonly state: KeyState;
  /** The private key as a JWK. */
  readonly jwk: Readonly<Record<string, unknown>>;
  readonly createdAt: Instant;
}

export type NewSigningKey = Omit<SigningKey, 'createdAt'>;

export interface KeyStore {
  /** Oldest first. */
  list(sandbox: SandboxId): Promise<SigningKey[]>;
  add(sandbox: SandboxId, key: NewSigningKey): Promise<void>;
  /** Adds the key unless the sandbox has one of this algorithm, so that of several processes one has its way. */
  addFirst(sandbox: SandboxId, key: NewSigningKey): Promise<boolean>;
  setState(sandbox: SandboxId, kid: string, state: KeyState): Promise<boolean>;
  remove(sandbox: SandboxId, kid: string): Promise<boolean>;
}

interface KeyRow {
  kid: string;
  alg: string;
  state: string;
  jwk: string;
  created_at: number;
}

/** Each change bumps the sandbox's revision: a Provider's keys are fixed when it is built. */
export function createKeyStore({
  db,
  vault,
  clock,
}: {
  db: Database;
  vault: Vault;
  clock: Clock;
}): KeyStore {
  const jwks = sealedJson<SigningKey['jwk']>(vault, 'signing_keys', 'jwk');
  const insert = async (tx: Transaction, sandbox: SandboxId, seq: number, key: NewSigningKey) => {
    await tx.query(
      `INSERT INTO signing_keys (sandbox_id, kid, alg, state, jwk, seq, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [sandbox, key.kid, key.alg, key.state, jwks.seal(key.kid, key.jwk), seq, clock.now()],
    );
    await bumpRevision(tx, sandbox);
  };
  const change = (sandbox: SandboxId, sql: string, params: string[]) =>
    db.transaction(async (tx) => {
      const rows = await tx.query(sql, [sandbox, ...params]);
      if (rows.length > 0) await bumpRevision(tx, sandbox);
      return rows.length > 0;
    });
  return {
    async list(sandbox) {
      const rows = await db.query<KeyRow>(
        'SELECT kid, alg, state, jwk, created_at FROM signing_keys WHERE sandbox_id = $1 ORDER BY seq',
        [sandbox],
      );
      return rows.map((row) => toKey(row, jwks.open(row.kid, row.jwk)));
    },
    add: (sandbox, key) =>
      db.transaction(async (tx) => insert(tx, sandbox, await takeSeq(tx, sandbox), key)),
    addFirst: (sandbox, key) =>
      db.transaction(async (tx) => {
        const seq = await takeSeq(tx, sandbox); // the sandbox's row is locked from here: others wait, then see the key
        const present = await tx.query(
          'SELECT kid FROM signing_keys WHERE sandbox_id = $1 AND alg = $2',
          [sandbox, key.alg],
        );
        if (present.length === 0) await insert(tx, sandbox, seq, key);
        return present.length === 0;
      }),
    setState: (sandbox, kid, state) =>
      change(
        sandbox,
        'UPDATE signing_keys SET state = $3 WHERE sandbox_id = $1 AND kid = $2 RETURNING kid',
        [kid, state],
      ),
    remove: (sandbox, kid) =>
      change(sandbox, 'DELETE FROM signing_keys WHERE sandbox_id = $1 AND kid = $2 RETURNING kid', [
        kid,
      ]),
  };
}

const toKey = (row: KeyRow, jwk: SigningKey['jwk']): SigningKey => ({
  kid: row.kid,
  alg: row.alg,
  state: row.state as KeyState,
  jwk,
  createdAt: row.created_at,
});
