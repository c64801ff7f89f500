import { expect, it } from '@jest/globals';
import { endure } from './campaign.js';
import { sqlitePlace } from './server.js';

it('loses nothing acknowledged and leaves nothing half-done on SQLite when it is killed (kill -9) in full traffic, 20 times', async () => {
  const ledger = await endure(sqlitePlace(), { rounds: 20 });
  expect(ledger.resources.length).toBeGreaterThan(20);
  expect(ledger.signIns.length).toBeGreaterThan(2);
  expect(ledger.verified.size).toBeGreaterThan(0);
}, 240_000);
