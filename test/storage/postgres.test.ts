import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openPostgres, type OpenedDatabase } from '../support/databases.js';
import { postgresUrl } from '../support/postgres.js';

jest.setTimeout(30_000);

describe('PostgreSQL that drops connections', () => {
  let opened: OpenedDatabase;
  beforeAll(postgresUrl);
  beforeAll(async () => {
    opened = await openPostgres({ empty: true });
    await opened.db.query('CREATE TABLE a (id TEXT)');
  });
  afterAll(() => opened.close());

  const dropOthers = () =>
    opened.db.query(
      `SELECT COUNT(pg_terminate_backend(pid)) AS n FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
  const later = () => new Promise((resolve) => setTimeout(resolve, 50));

  it('fails the transaction that was under way, writes nothing of it, and serves the next', async () => {
    let begun: () => void = () => undefined;
    const told = new Promise<void>((resolve) => (begun = resolve));
    let drop: () => void = () => undefined;
    const dropped = new Promise<void>((resolve) => (drop = resolve));
    const transaction = opened.db.transaction(async (tx) => {
      await tx.query("INSERT INTO a VALUES ('lost')");
      begun();
      await dropped;
      await later();
      await tx.query("INSERT INTO a VALUES ('never')");
    });
    const outcome = transaction.catch((error: unknown) => error);
    await told;
    await dropOthers();
    drop();
    expect(await outcome).toBeInstanceOf(Error);
    expect(await opened.db.query('SELECT id FROM a')).toEqual([]);
    await opened.db.transaction((tx) => tx.query("INSERT INTO a VALUES ('kept')"));
    expect(await opened.db.query('SELECT id FROM a')).toEqual([{ id: 'kept' }]);
  });

  it('outlives the loss of idle connections', async () => {
    await Promise.all(Array.from({ length: 4 }, () => opened.db.query('SELECT pg_sleep(0.02)')));
    await dropOthers();
    await later();
    expect(await opened.db.query('SELECT id FROM a')).toEqual([{ id: 'kept' }]);
  });
});
