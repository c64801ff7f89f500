import { beforeAll, expect, it } from '@jest/globals';
import type { Database } from '../../src/storage/index.js';
import { postgresUrl } from '../support/postgres.js';
import { endure } from './campaign.js';
import { postgresPlace } from './server.js';

beforeAll(postgresUrl, 60_000);

/** Other processes may be at work on PostgreSQL, so what a dead one had claimed is free when its lease has run out. */
async function runOutLeases(db: Database): Promise<void> {
  await db.query('UPDATE tasks SET claimed_until = 0');
  await db.query("UPDATE tasks SET due_at = 0 WHERE kind = 'proofing.check'");
  await db.query('UPDATE attempts SET check_claimed_until = 0');
}

it('loses nothing acknowledged and leaves nothing half-done on PostgreSQL when it is killed (kill -9) in full traffic, 20 times', async () => {
  const ledger = await endure(await postgresPlace(), {
    rounds: 20,
    age: runOutLeases,
  });
  expect(ledger.resources.length).toBeGreaterThan(20);
  expect(ledger.signIns.length).toBeGreaterThan(2);
  expect(ledger.verified.size).toBeGreaterThan(0);
}, 240_000);
