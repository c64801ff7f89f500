import { tasksFor } from '../../src/app/afterEffects.js';
import { sha256 } from '../../src/platform/secrets.js';
import type { Database } from '../../src/storage/index.js';

/** What there must be none of: each answers rows that are half of something. One statement each, so that each sees one moment. */
const HALVES: Readonly<Record<string, string>> = {
  'accounts without a password': `SELECT a.id FROM accounts a WHERE NOT EXISTS (
      SELECT 1 FROM authenticators t WHERE t.sandbox_id = a.sandbox_id AND t.account_id = a.id AND t.kind = 'password')`,
  'verified attempts without a verification': `SELECT t.id FROM attempts t WHERE t.state = 'verified' AND NOT EXISTS (
      SELECT 1 FROM verifications v WHERE v.sandbox_id = t.sandbox_id AND v.attempt_id = t.id AND v.account_id = t.account_id)`,
  'verifications without a verified attempt': `SELECT v.attempt_id FROM verifications v WHERE v.pathway <> 'preverified' AND NOT EXISTS (
      SELECT 1 FROM attempts t WHERE t.sandbox_id = v.sandbox_id AND t.id = v.attempt_id AND t.state = 'verified')`,
  'attempts without an account': `SELECT t.id FROM attempts t WHERE NOT EXISTS (
      SELECT 1 FROM accounts a WHERE a.sandbox_id = t.sandbox_id AND a.id = t.account_id)`,
  'submissions with a gap': `SELECT attempt_id FROM attempt_submissions GROUP BY attempt_id HAVING COUNT(*) <> MAX(number) + 1`,
  'selfies of decided attempts': `SELECT p.attempt_id FROM attempt_pictures p JOIN attempts t
      ON t.sandbox_id = p.sandbox_id AND t.id = p.attempt_id WHERE p.kind = 'selfie' AND t.decided_at IS NOT NULL`,
  'scripts that count other than they were used': `SELECT o.id FROM outcomes o WHERE o.spent <> (
      SELECT COUNT(*) FROM outcome_uses u WHERE u.sandbox_id = o.sandbox_id AND u.outcome_id = o.id)`,
  'submissions that a script answered twice': `SELECT outcome_id FROM outcome_uses
      GROUP BY outcome_id, attempt_id, submission HAVING COUNT(*) > 1`,
  'consents of nobody': `SELECT c.sub FROM consents c WHERE NOT EXISTS (
      SELECT 1 FROM accounts a WHERE a.sandbox_id = c.sandbox_id AND a.uuid = c.sub)`,
  'confirmations of nobody': `SELECT c.account_id FROM address_confirmations c WHERE c.account_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM accounts a WHERE a.sandbox_id = c.sandbox_id AND a.id = c.account_id)`,
  'clients of no partner': `SELECT c.client_id FROM clients c WHERE c.partner_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM partners p WHERE p.sandbox_id = c.sandbox_id AND p.id = c.partner_id)`,
  'tasks that were given up': `SELECT kind, tries FROM tasks WHERE due_at IS NULL`,
};

const NUMBERED = ['events', 'accounts', 'attempts', 'messages', 'partners', 'clients', 'outcomes'];
const NUMBERS = [...NUMBERED, 'verifications', 'signing_keys']
  .map((table) => `SELECT seq FROM ${table} WHERE sandbox_id = 'default'`)
  .join(' UNION ALL ');

interface EventRow {
  readonly seq: number;
  readonly type: string;
  readonly at: number;
  readonly account_id: string | null;
  readonly client_id: string | null;
  readonly data: string;
}

/** Everything in a database that is half of something or numbered twice; empty when it is whole. */
export async function halvesIn(db: Database): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [what, sql] of Object.entries(HALVES)) {
    const rows = await db.query(sql);
    if (rows.length > 0) found.push(`${what}: ${JSON.stringify(rows.slice(0, 3))}`);
  }
  return [
    ...found,
    ...(await wrongNumbers(db)),
    ...(await strayEvents(db)),
    ...(await grantless(db)),
  ];
}

/** Codes and tokens that were issued under a grant which is not there (a grant is kept by the digest of its id). */
async function grantless(db: Database): Promise<readonly string[]> {
  const issued = await db.query<{ model: string; grant_id: string }>(
    "SELECT model, grant_id FROM oidc_models WHERE grant_id IS NOT NULL AND model <> 'Grant'",
  );
  const grants = await db.query<{ id: string }>("SELECT id FROM oidc_models WHERE model = 'Grant'");
  const there = new Set(grants.map(({ id }) => id));
  return issued
    .filter(({ grant_id }) => !there.has(sha256(grant_id)))
    .map(({ model }) => `${model} without a grant`);
}

async function wrongNumbers(db: Database): Promise<readonly string[]> {
  const numbers = await db.query<{ seq: number; counter: number }>(
    `SELECT n.seq, s.seq AS counter FROM (${NUMBERS}) n, sandboxes s WHERE s.id = 'default'`,
  );
  const twice = numbers.length - new Set(numbers.map(({ seq }) => seq)).size;
  const ahead = numbers.filter(({ seq, counter }) => seq > counter);
  return [
    ...(twice > 0 ? [`${twice} numbers were given twice`] : []),
    ...(ahead.length > 0 ? ['numbers are ahead of their counter'] : []),
  ];
}

/** Events about things that are not there, and letters that an event calls for and that are neither sent nor to be sent. */
async function strayEvents(db: Database): Promise<readonly string[]> {
  const events = await db.query<EventRow>(
    'SELECT seq, type, at, account_id, client_id, data FROM events ORDER BY seq',
  );
  const ids = async (table: string, column = 'id') =>
    new Set(
      (await db.query<{ id: string }>(`SELECT ${column} AS id FROM ${table}`)).map(({ id }) => id),
    );
  const there = {
    account: await ids('accounts'),
    attempt: await ids('attempts'),
    client: await ids('clients', 'client_id'),
    message: await ids('messages'),
  };
  for (const { type, client_id } of events)
    if (type === 'client.deleted' && client_id !== null) there.client.add(client_id);
  const stray = events.filter(({ account_id, client_id, data }) => {
    const { attempt, message } = JSON.parse(data) as Readonly<Record<string, string | undefined>>;
    return (
      (account_id !== null && !there.account.has(account_id)) ||
      (client_id !== null && !there.client.has(client_id)) ||
      (attempt !== undefined && !there.attempt.has(attempt)) ||
      (message !== undefined && !there.message.has(message))
    );
  });
  const { sent, waiting } = await letters(db);
  const due = events.reduce((sum, event) => sum + lettersFor(event), 0);
  return [
    ...stray.map(({ seq, type }) => `event ${seq}, ${type}, is about nothing`),
    ...(due > sent + waiting ? [`${due - sent - waiting} letters were lost`] : []),
  ];
}

const lettersFor = ({ type, at, account_id, data }: EventRow): number =>
  tasksFor(
    {
      type,
      ...(account_id !== null && { account: account_id }),
      data: JSON.parse(data) as Record<string, string>,
    },
    at,
  ).filter(({ kind }) => kind === 'message.send').length;

/** How many letters were sent, and how many are still to be. */
export async function letters(db: Database): Promise<{ sent: number; waiting: number }> {
  const [row] = await db.query<{ sent: number; waiting: number }>(
    `SELECT (SELECT COUNT(*) FROM messages) AS sent,
      (SELECT COUNT(*) FROM tasks WHERE kind = 'message.send') AS waiting`,
  );
  return row ?? { sent: 0, waiting: 0 };
}

/** Letters that were sent although no event called for them, or more than once. */
export async function lettersTooMany(db: Database): Promise<number> {
  const { sent } = await letters(db);
  const events = await db.query<EventRow>('SELECT * FROM events');
  return sent - events.reduce((sum, event) => sum + lettersFor(event), 0);
}
