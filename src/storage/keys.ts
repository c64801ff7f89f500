import type { KeptKey, KeyRevisions, SigningKey } from '../oidc/index.js';
import type { Clock } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import { ok } from '../platform/result.js';
import type { Vault } from '../vault/index.js';
import type { Database, Queryable, Transaction } from './database.js';
import type { EventStore } from './events.js';
import { bumpRevision, takeSeq } from './sandboxes.js';
import { sealedJson } from './sealedColumn.js';

/** Signing keys of sandboxes, sealed. Each change bumps the sandbox's revision: a provider's keys are fixed when it is built. */
export interface KeyStore {
  /** Oldest first. */
  list(sandbox: SandboxId): Promise<KeptKey[]>;
  /** Adds the key, which signs, unless the sandbox has one of this algorithm, so that of several processes one has its way. */
  addFirst(sandbox: SandboxId, key: SigningKey): Promise<boolean>;
  revise: KeyRevisions['revise'];
}

interface KeyRow {
  kid: string;
  alg: string;
  state: string;
  jwk: string;
  created_at: number;
}

const LIST =
  'SELECT kid, alg, state, jwk, created_at FROM signing_keys WHERE sandbox_id = $1 ORDER BY seq';
const SET_STATE = 'UPDATE signing_keys SET state = $3 WHERE sandbox_id = $1 AND kid = $2';
const INSERT = `INSERT INTO signing_keys (sandbox_id, kid, alg, state, jwk, seq, created_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7)`;

export function createKeyStore({
  db,
  vault,
  clock,
  events,
}: {
  db: Database;
  vault: Vault;
  clock: Clock;
  events: Pick<EventStore, 'append'>;
}): KeyStore {
  const jwks = sealedJson<SigningKey>(vault, 'signing_keys', 'jwk');
  const listIn = async (at: Queryable, sandbox: SandboxId): Promise<KeptKey[]> =>
    (await at.query<KeyRow>(LIST, [sandbox])).map((row) => toKey(row, jwks.open(row.kid, row.jwk)));
  const insert = (
    tx: Transaction,
    sandbox: SandboxId,
    seq: number,
    { key, state }: Pick<KeptKey, 'key' | 'state'>,
  ) => {
    const { kid, alg } = key;
    const row = [sandbox, kid, alg, state, jwks.seal(kid, key), seq, clock.now()];
    return tx.query(INSERT, row);
  };
  return {
    list: (sandbox) => listIn(db, sandbox),
    addFirst: (sandbox, key) =>
      db.transaction(async (tx) => {
        const seq = await takeSeq(tx, sandbox); // the sandbox's row is locked from here: others wait, then see the key
        const present = await tx.query(
          'SELECT kid FROM signing_keys WHERE sandbox_id = $1 AND alg = $2',
          [sandbox, key.alg],
        );
        if (present.length > 0) return false;
        await insert(tx, sandbox, seq, { key, state: 'active' });
        await bumpRevision(tx, sandbox);
        return true;
      }),
    revise: (sandbox, decide, happened) =>
      db.transaction(async (tx) => {
        const seq = await takeSeq(tx, sandbox, MOST_ADDED); // and locks the sandbox's row, as above
        const decided = decide(await listIn(tx, sandbox));
        if (!decided.ok) return decided;
        const { states, added } = decided.value;
        if (states.length + added.length > 0) {
          for (const [kid, state] of states) await tx.query(SET_STATE, [sandbox, kid, state]);
          for (const [i, one] of added.entries()) await insert(tx, sandbox, seq + i, one);
          await bumpRevision(tx, sandbox);
          await events.append(tx, sandbox, happened);
        }
        return ok(await listIn(tx, sandbox));
      }),
  };
}

/** One of each algorithm. */
const MOST_ADDED = 2;

const toKey = ({ state, created_at }: KeyRow, key: SigningKey): KeptKey => ({
  key,
  state: state as KeptKey['state'],
  createdAt: created_at,
});
