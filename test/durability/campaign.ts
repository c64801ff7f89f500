import { expect } from '@jest/globals';
import type { JSONWebKeySet } from 'jose';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../src/platform/clock.js';
import type { Database } from '../../src/storage/index.js';
import { buildServer } from '../support/server.js';
import { lostOf, lostResources, newLedger, redeemedTwice, type Ledger } from './ledger.js';
import { controlLane, newcomerLane, signInLane, type Fixtures, type Lane } from './load.js';
import { createCaller, type Caller } from './relyingParty.js';
import { openReceiver, TOLD, untold, type Receiver } from './receiver.js';
import { freePort, startServer, type Place, type Server } from './server.js';
import { halvesIn, lettersTooMany } from './whole.js';

export interface Campaign {
  readonly rounds: number;
  /** What passing time would do: leases of a process that died run out. The embedded database needs none of it. */
  readonly age?: (db: Database) => Promise<void>;
}

/** Kills a server in full traffic and starts it again, over and over; throws what was lost or left half-done. */
export async function endure(place: Place, { rounds, age }: Campaign): Promise<Ledger> {
  buildServer();
  const port = await freePort();
  let server = await startServer(place, port);
  const db = await place.open();
  const receiver = await openReceiver();
  try {
    const caller = createCaller(server.base);
    await caller.control('POST', '/webhooks', { url: receiver.url, events: [...TOLD] });
    const jwks = await allKeys(caller);
    const fixtures = await prepare(caller);
    const ledger = newLedger();
    const lanes = [
      controlLane(caller, ledger),
      signInLane(caller, ledger, fixtures),
      ...Array.from({ length: 3 }, () => newcomerLane(caller, ledger, fixtures)),
    ];
    const kept = { caller, db, jwks, ledger, receiver };
    let checked = { resources: 0, signIns: 0 };
    for (let round = 0; round < rounds; round++) {
      await killInTraffic(server, lanes, round % 3 === 2 ? () => isChecking(db) : undefined);
      expect(server.output()).not.toContain(ERROR);
      await age?.(db);
      server = await startServer(place, port);
      await expectKept(kept, checked);
      checked = { resources: ledger.resources.length, signIns: ledger.signIns.length };
      for (const lane of lanes) await lane.resume();
    }
    await Promise.all(lanes.map((lane) => lane.finish()));
    await settled(db);
    await expectKept(kept, { resources: 0, signIns: 0 });
    await expectAllDone(kept);
    expect(server.output()).not.toContain(ERROR);
    return ledger;
  } finally {
    await db.close();
    await receiver.close();
    await server.kill();
    await place.remove();
  }
}

/** How a line of the log begins to say that something failed. */
const ERROR = '"level":50';

interface Kept {
  readonly caller: Caller;
  readonly db: Database;
  readonly jwks: JSONWebKeySet;
  readonly ledger: Ledger;
  readonly receiver: Receiver;
}

/** All that was acknowledged since `checked` is there, and nothing of anything half. A third of the sign-ins is spent on that. */
async function expectKept(
  { caller, db, jwks, ledger }: Kept,
  checked: { readonly resources: number; readonly signIns: number },
): Promise<void> {
  expect(await caller.jwks()).toEqual(jwks);
  expect(await halvesIn(db)).toEqual([]);
  expect(await lostResources(caller, ledger.resources.slice(checked.resources))).toEqual([]);
  for (const [i, signIn] of ledger.signIns.slice(checked.signIns).entries()) {
    expect(await lostOf(caller, signIn, jwks)).toEqual([]);
    if (i % 3 === 2 && !signIn.used) expect(await redeemedTwice(caller, signIn)).toEqual([]);
  }
}

/** A life ends after so many turns at most, at some moment of the next one; or after so many ms, on a machine that is busy. */
const MOST_TURNS = 40;
const LONGEST_MS = 1400;
const ONE_TURN_MS = 60;

/** Traffic in every lane until the server is gone; what fails before that is a fault. */
async function killInTraffic(
  server: Server,
  lanes: readonly Lane[],
  moment?: () => Promise<boolean>,
): Promise<void> {
  const faults: unknown[] = [];
  let killing = false;
  let turns = Math.ceil(Math.random() * MOST_TURNS);
  const driving = lanes.map(async (lane) => {
    while (!killing)
      await lane.turn().then(
        () => turns--,
        (error: unknown) => !killing && faults.push(error),
      );
  });
  const isTime = async () => (moment ? moment() : turns <= 0);
  const end = Date.now() + (moment ? 2 * LONGEST_MS : LONGEST_MS);
  while (!(await isTime()) && Date.now() < end && faults.length === 0) await sleep(5);
  await sleep(Math.random() * ONE_TURN_MS);
  killing = true;
  await server.kill();
  await Promise.all(driving);
  if (faults.length > 0) throw faults[0];
}

/** Whether a check is running: a moment that chance alone seldom finds. */
const isChecking = async (db: Database): Promise<boolean> =>
  (await db.query("SELECT id FROM attempts WHERE state = 'processing' LIMIT 1")).length > 0;

/** Both keys: the second one is made when the server has been ready for a while. */
async function allKeys(caller: Caller) {
  for (;;) {
    const jwks = await caller.jwks();
    if (jwks.keys.length >= 2) return jwks;
    await sleep(50);
  }
}

/** Scripts pass what a picture cannot, each after a moment in which the server may die. */
async function prepare(caller: Caller): Promise<Fixtures> {
  const client = await caller.client('Endurance');
  const verifying = await caller.client('Endurance, verified');
  for (const step of ['document', 'selfie', 'records'])
    await caller.control('POST', '/outcomes', {
      match: { client_id: verifying.client_id },
      ...{ step, results: ['pass'], then: 'pass', delay_ms: 200 },
    });
  const { default: sharp } = await import('sharp');
  const picture = await sharp({
    create: { width: 320, height: 240, channels: 3, background: '#7a8b99' },
  })
    .jpeg()
    .toBuffer();
  return { client, verifying, picture };
}

/** Waits until every task that is due has been done. */
async function settled(db: Database): Promise<void> {
  for (;;) {
    const [row] = await db.query<{ n: number }>(
      'SELECT COUNT(*) AS n FROM tasks WHERE due_at <= $1',
      [systemClock.now()],
    );
    if (row?.n === 0) return;
    await sleep(50);
  }
}

/** Every mail arrived once, every webhook at least once, and no attempt waits for a check. */
async function expectAllDone({ db, caller, ledger, receiver }: Kept): Promise<void> {
  expect(await lettersTooMany(db)).toBe(0);
  expect(await untold(db, receiver)).toEqual([]);
  expect(receiver.heard.size).toBeGreaterThan(ledger.verified.size);
  expect(await db.query("SELECT id FROM attempts WHERE state = 'processing'")).toEqual([]);
  for (const email of ledger.registered) {
    const { items } = await caller.control<{ items: { codes: string[] }[] }>(
      'GET',
      `/messages?to=${email}&limit=200`,
    );
    expect(items.filter(({ codes }) => codes.length > 0)).toHaveLength(1);
  }
  for (const email of ledger.verified)
    expect(await caller.control('GET', `/people/${email}`)).toMatchObject({ ial: 2 });
}
