import type {
  AddressConfirmation,
  CodeGuess,
  ConfirmationStore,
  EventsOf,
  Redemption,
  SendingLimits,
  Throttled,
} from '../accounts/index.js';
import type { Instant } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import { safeEqual } from '../platform/secrets.js';
import type { Vault } from '../vault/index.js';
import { writePasswordRow } from './authenticatorRows.js';
import type { Database, Queryable, Transaction } from './database.js';
import type { EventStore } from './events.js';
import type { SecretDigest } from './secretDigest.js';
import { createSecretDigest } from './secretDigest.js';
import { retryAfter, sendsAgain, type SentRow } from './sendingLimits.js';

/** A confirmation takes the place of the address's earlier one, if the limits let another mail go out. */
const REPLACE = `
  INSERT INTO address_confirmations (sandbox_id, email_index, account_id, token_digest, code_digest, guesses, sends,
    window_began_at, sent_at, expires_at, used_at)
  VALUES ($1, $2, $3, $4, $5, 0, 1, $6, $6, $7, NULL)
  ON CONFLICT (sandbox_id, email_index) DO UPDATE SET account_id = excluded.account_id,
    token_digest = excluded.token_digest, code_digest = excluded.code_digest, guesses = 0,
    expires_at = excluded.expires_at, used_at = NULL, ${sendsAgain('address_confirmations', 8)}
  RETURNING email_index`;

/** Locks the row on PostgreSQL, so that parallel guesses are counted one after the other. */
const GUESS = `
  UPDATE address_confirmations SET guesses = guesses + 1 WHERE sandbox_id = $1 AND email_index = $2
  RETURNING account_id, code_digest, guesses, expires_at, used_at`;
const USE_BY_EMAIL = `
  UPDATE address_confirmations SET used_at = $3 WHERE sandbox_id = $1 AND email_index = $2 AND used_at IS NULL
  RETURNING account_id`;
const USE_BY_TOKEN = `
  UPDATE address_confirmations SET used_at = $3
  WHERE sandbox_id = $1 AND token_digest = $2 AND used_at IS NULL AND expires_at > $3 AND account_id IS NOT NULL
  RETURNING account_id`;
const ACTIVATE = `
  UPDATE accounts SET state = 'active', version = version + 1
  WHERE sandbox_id = $1 AND id = $2 AND state = 'unconfirmed' RETURNING id`;

interface ConfirmationRow {
  account_id: string | null;
  code_digest: string;
  guesses: number;
  expires_at: number;
  used_at: number | null;
}

export function createConfirmationStore({
  db,
  vault,
  events,
}: {
  db: Database;
  vault: Vault;
  events: EventStore;
}): ConfirmationStore {
  const digest = createSecretDigest(vault);

  async function redeem(
    tx: Transaction,
    sandbox: SandboxId,
    account: string | null | undefined,
    eventsOf: EventsOf,
  ): Promise<Redemption> {
    if (!account) return { outcome: 'used' };
    const active = await tx.query(ACTIVATE, [sandbox, account]);
    if (active.length === 0) return { outcome: 'used' };
    await events.append(tx, sandbox, eventsOf(account));
    return { outcome: 'redeemed', account };
  }

  return {
    replace: (sandbox, confirmation, limits, happened, passwordHash) =>
      db.transaction(async (tx) => {
        const written = await writeConfirmation(tx, vault, sandbox, confirmation, limits);
        if (written !== 'written') return written;
        const { account, createdAt } = confirmation;
        if (passwordHash !== undefined && account !== undefined)
          await writePasswordRow(tx, sandbox, account, passwordHash, createdAt);
        await events.append(tx, sandbox, happened);
        return written;
      }),

    redeemCode: (sandbox, guess, eventsOf) =>
      db.transaction(async (tx): Promise<Redemption> => {
        const email = vault.blindIndex('email', guess.email);
        const [row] = await tx.query<ConfirmationRow>(GUESS, [sandbox, email]);
        const miss = missOf(row, guess, digest('address code', email, guess.code));
        if (miss) return { outcome: miss };
        const [used] = await tx.query<{ account_id: string | null }>(USE_BY_EMAIL, [
          sandbox,
          email,
          guess.now,
        ]);
        return redeem(tx, sandbox, used?.account_id, eventsOf);
      }),

    redeemToken: (sandbox, { token, now }, eventsOf) =>
      db.transaction(async (tx): Promise<Redemption> => {
        const tokenDigest = digest('address token', token);
        const [used] = await tx.query<{ account_id: string }>(USE_BY_TOKEN, [
          sandbox,
          tokenDigest,
          now,
        ]);
        return used
          ? redeem(tx, sandbox, used.account_id, eventsOf)
          : { outcome: await whyNot(tx, sandbox, tokenDigest) };
      }),
  };
}

/** Why a guess fails, in an order that tells no decoy from a real confirmation. */
function missOf(
  row: ConfirmationRow | undefined,
  { now, mostGuesses }: CodeGuess,
  guessed: string,
): 'unknown' | 'expired' | 'out_of_guesses' | 'used' | undefined {
  if (!row) return 'unknown';
  if (row.expires_at <= now) return 'expired';
  if (row.guesses > mostGuesses) return 'out_of_guesses';
  if (!safeEqual(row.code_digest, guessed) || row.account_id === null) return 'unknown';
  return row.used_at === null ? undefined : 'used';
}

async function whyNot(
  tx: Queryable,
  sandbox: SandboxId,
  tokenDigest: string,
): Promise<'unknown' | 'expired' | 'used'> {
  const [row] = await tx.query<{ account_id: string | null; used_at: number | null }>(
    'SELECT account_id, used_at FROM address_confirmations WHERE sandbox_id = $1 AND token_digest = $2',
    [sandbox, tokenDigest],
  );
  if (!row || row.account_id === null) return 'unknown';
  return row.used_at === null ? 'expired' : 'used';
}

/** Writes a confirmation over the address's earlier one, unless it has to wait. */
export async function writeConfirmation(
  tx: Queryable,
  vault: Vault,
  sandbox: SandboxId,
  confirmation: AddressConfirmation,
  limits: SendingLimits,
): Promise<'written' | Throttled> {
  const email = vault.blindIndex('email', confirmation.email);
  const { code, token, account, createdAt, expiresAt } = confirmation;
  const digest: SecretDigest = createSecretDigest(vault);
  const rows = await tx.query(REPLACE, [
    sandbox,
    email,
    account ?? null,
    digest('address token', token),
    digest('address code', email, code),
    createdAt,
    expiresAt,
    createdAt - limits.window,
    limits.free,
    limits.most,
    createdAt - limits.wait,
  ]);
  return rows.length > 0 ? 'written' : waitOf(tx, sandbox, email, limits, createdAt);
}

async function waitOf(
  tx: Queryable,
  sandbox: SandboxId,
  email: string,
  limits: SendingLimits,
  now: Instant,
): Promise<Throttled> {
  const [row] = await tx.query<SentRow>(
    'SELECT sends, window_began_at, sent_at FROM address_confirmations WHERE sandbox_id = $1 AND email_index = $2',
    [sandbox, email],
  );
  return { retryAfterMs: retryAfter(row, limits, now) };
}
