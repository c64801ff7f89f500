import { expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildServer } from '../support/server.js';
import { newLedger } from './ledger.js';
import { newcomerLane } from './load.js';
import { createCaller, type Caller, type Client } from './relyingParty.js';
import { freePort, sqlitePlace, startServer } from './server.js';

const CHECK_MS = 2500;

/** A client for which every check takes long. */
async function slowClient({ client, control }: Caller): Promise<Client> {
  const verifying = await client('Slow');
  const script = { match: { client_id: verifying.client_id }, results: ['pass'], then: 'pass' };
  const delay = { delay_ms: CHECK_MS };
  await control('POST', '/outcomes', { ...script, ...delay, step: 'document' });
  for (const step of ['selfie', 'records']) await control('POST', '/outcomes', { ...script, step });
  return verifying;
}

const attempts = (caller: Caller, state: string) =>
  caller.control<{ items: { id: string }[] }>('GET', `/attempts?state=${state}`);

it('takes up a check at once when the process that ran it was killed, and spends one entry of its script', async () => {
  buildServer();
  const place = sqlitePlace();
  const port = await freePort();
  const first = await startServer(place, port);
  const caller = createCaller(first.base);
  const verifying = await slowClient(caller);
  const { default: sharp } = await import('sharp');
  const create = { width: 320, height: 240, channels: 3, background: '#7a8b99' } as const;
  const picture = await sharp({ create }).jpeg().toBuffer();
  const ledger = newLedger();
  const lane = newcomerLane(caller, ledger, { client: verifying, verifying, picture });

  const walking = (async () => {
    for (;;) await lane.turn();
  })().catch(() => undefined);
  while ((await attempts(caller, 'processing')).items.length === 0) await sleep(20);
  await first.kill();
  await walking;

  const second = await startServer(place, port);
  const began = Date.now();
  expect((await attempts(caller, 'processing')).items).toHaveLength(1);
  await lane.resume();
  await lane.finish();
  expect(Date.now() - began).toBeLessThan(CHECK_MS + 15_000); // and not after the two minutes of a claim
  expect([...ledger.verified]).toHaveLength(1);
  const { items } = await caller.control<{ items: { step: string; consumed: unknown[] }[] }>(
    'GET',
    '/outcomes',
  );
  expect(items.map(({ step, consumed }) => [step, consumed.length]).sort()).toEqual([
    ['document', 1],
    ['records', 1],
    ['selfie', 1],
  ]);
  expect(await second.stop()).toBe(0);
  await place.remove();
}, 60_000);
