import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  createAgeing,
  createOidcModelStore,
  createSandboxStore,
  type OidcModelStore,
} from '../../src/storage/index.js';
import { STORED_NUMBERS } from '../../src/storage/instants.js';
import { tablesOf, type Table } from '../../src/storage/schema.js';
import { describeOnBothEngines, type OpenedDatabase } from '../support/databases.js';

const HOUR = 3_600_000;
const NOW = 1_700_000_000_000;
const LATER = NOW + 1000 * HOUR;
const clock = { now: () => NOW };
const limits = { most: 500 * HOUR, now: NOW };

describeOnBothEngines('ageing', (open) => {
  let opened: OpenedDatabase;
  let models: OidcModelStore;
  let tables: readonly Table[];
  let age: ReturnType<typeof createAgeing>;
  beforeAll(async () => {
    opened = await open();
    const { db, vault } = opened;
    age = createAgeing({ db, vault });
    models = createOidcModelStore({ db, vault });
    tables = (await tablesOf(db, db.engine)).filter(({ columns }) =>
      columns.some(({ name }) => name === 'sandbox_id'),
    );
    const sandboxes = createSandboxStore({ db, clock });
    for (const id of ['moved', 'still', 'protocol', 'bounded', 'twice'])
      await sandboxes.create({ id });
  });
  afterAll(() => opened.close());

  /** A row in which every number is an instant, sealed or not. */
  const fill = async (sandbox: string) => {
    for (const { name, columns } of tables.filter(({ name }) => name !== 'oidc_models')) {
      const values = columns.map(({ name: column, type }) => {
        if (column === 'sandbox_id') return sandbox;
        if (type === 'BYTEA') return Buffer.from('x');
        return type === 'TEXT' ? 'x' : LATER;
      });
      const integers = columns.map(({ type }, i) => (type === 'INTEGER' ? 1 : (values[i] ?? null)));
      await opened.db.query(
        `INSERT INTO ${name} (${columns.map((each) => each.name).join(', ')})
          VALUES (${columns.map((_, i) => `$${i + 1}`).join(', ')})`,
        integers,
      );
    }
  };
  const rowsOf = async (sandbox: string) =>
    Object.fromEntries(
      await Promise.all(
        tables.map(async ({ name, columns }) => {
          const names = columns.map((each) => each.name).filter((each) => each !== 'sandbox_id');
          const [row] = await opened.db.query(
            `SELECT ${names.join(', ')} FROM ${name} WHERE sandbox_id = $1`,
            [sandbox],
          );
          return [name, row];
        }),
      ),
    );

  it('moves every registered instant of one sandbox, nothing else, and nothing of another', async () => {
    await fill('moved');
    await fill('still');
    const before = await rowsOf('still');
    const counts = await age('moved', HOUR, limits);
    expect(await rowsOf('still')).toEqual(before);
    const expected = structuredClone(before);
    for (const { table, column, aged } of STORED_NUMBERS) {
      const row = expected[table];
      if (aged && row && column in row) row[column] = LATER - HOUR;
    }
    expect(await rowsOf('moved')).toEqual(expected);
    const agedTables = new Set(STORED_NUMBERS.filter(({ aged }) => aged).map(({ table }) => table));
    agedTables.delete('oidc_models');
    expect(counts).toEqual(Object.fromEntries([...agedTables].map((table) => [table, 1])));
  });

  it('moves instants inside sealed artifacts of the protocol, each in its own unit', async () => {
    const key = { profile: 'standard', model: 'Interaction', id: 'i' };
    const used = [{ kind: 'password', at: NOW }];
    await models.upsert(
      'protocol',
      key,
      {
        ...{ iat: 1000, exp: 9000, authTime: 500, iiat: 400, loginTs: 300, sub: 'x', kind: 'y' },
        extra: { auth_time: 500, acr: 'z' },
        result: { login: { ts: 200 }, standin: { used } },
        lastSubmission: { login: { ts: 100 }, standin: { used } },
      },
      LATER,
    );
    await age('protocol', 60_000, limits);
    const older = [{ kind: 'password', at: NOW - 60_000 }];
    expect(await models.find('protocol', key, NOW)).toEqual({
      ...{ iat: 940, exp: 8940, authTime: 440, iiat: 340, loginTs: 240, sub: 'x', kind: 'y' },
      extra: { auth_time: 440, acr: 'z' },
      result: { login: { ts: 140 }, standin: { used: older } },
      lastSubmission: { login: { ts: 40 }, standin: { used: older } },
    });
  });

  it('deletes artifacts that have expired thereby', async () => {
    const key = { profile: '', model: 'Session', id: 's' };
    await models.upsert('protocol', key, { uid: 'u' }, NOW + HOUR);
    await age('protocol', HOUR, limits);
    expect(
      await opened.db.query(
        "SELECT id FROM oidc_models WHERE sandbox_id = $1 AND model = 'Session'",
        ['protocol'],
      ),
    ).toEqual([]);
  });

  it('adds up, has providers built anew, and goes no further than it may', async () => {
    const { db } = opened;
    const sandboxes = createSandboxStore({ db, clock });
    const before = await sandboxes.get('bounded');
    await age('bounded', 400 * HOUR, limits);
    expect(await age('bounded', 101 * HOUR, limits)).toBeUndefined();
    await age('bounded', 100 * HOUR, limits);
    expect(await sandboxes.get('bounded')).toMatchObject({
      agedBy: 500 * HOUR,
      revision: (before?.revision ?? 0) + 2,
    });
    expect(await age('nobody', HOUR, limits)).toBeUndefined();
  });

  it('loses no jump of two at once', async () => {
    await Promise.all([age('twice', HOUR, limits), age('twice', HOUR, limits)]);
    const sandboxes = createSandboxStore({ db: opened.db, clock });
    expect((await sandboxes.get('twice'))?.agedBy).toBe(2 * HOUR);
  });
});
