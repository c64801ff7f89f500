import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Database, SqlValue } from '../../src/storage/index.js';
import { isUniqueViolation, openDatabase } from '../../src/storage/index.js';
import { describeOnBothEngines, type OpenedDatabase } from '../support/databases.js';

describeOnBothEngines('a database', (open) => {
  let opened: OpenedDatabase;
  let db: Database;
  beforeAll(async () => {
    opened = await open({ empty: true });
    db = opened.db;
    await db.query(
      'CREATE TABLE things (id TEXT NOT NULL PRIMARY KEY, amount BIGINT, bytes BYTEA)',
    );
  });
  afterAll(() => opened.close());

  const amountOf = async (id: string) =>
    (await db.query<{ amount: number }>('SELECT amount FROM things WHERE id = $1', [id]))[0]
      ?.amount;

  it('binds parameters by number, in any order and more than once', async () => {
    const rows = await db.query(
      'SELECT CAST($2 AS TEXT) AS b, CAST($1 AS TEXT) AS a, CAST($2 AS TEXT) AS again',
      ['first', 'second'],
    );
    expect(rows).toEqual([{ b: 'second', a: 'first', again: 'second' }]);
  });

  it('gives back what it was given: text, the largest safe integers, bytes, NULL', async () => {
    await db.query('INSERT INTO things VALUES ($1, $2, $3)', [
      'Zoë 🜂',
      Number.MIN_SAFE_INTEGER,
      Buffer.from([0, 255, 1]),
    ]);
    await db.query('INSERT INTO things VALUES ($1, $2, $3)', ['empty', null, Buffer.alloc(0)]);
    const select = 'SELECT id, amount, bytes FROM things WHERE id = $1';
    const [row] = await db.query(select, ['Zoë 🜂']);
    expect(row).toEqual({
      id: 'Zoë 🜂',
      amount: Number.MIN_SAFE_INTEGER,
      bytes: Buffer.from([0, 255, 1]),
    });
    expect(Buffer.isBuffer(row?.['bytes'])).toBe(true);
    expect(await db.query(select, ['empty'])).toEqual([
      { id: 'empty', amount: null, bytes: Buffer.alloc(0) },
    ]);
  });

  it('keeps integers whole: in a TEXT column 5 is "5", and 7 divided by 2 is 3', async () => {
    await db.query('INSERT INTO things (id, amount) VALUES (CAST($1 AS TEXT), $2)', ['5', 7]);
    expect(
      await db.query('SELECT amount / $1 AS half FROM things WHERE id = $2', [2, '5']),
    ).toEqual([{ half: 3 }]);
  });

  it('throws rather than rounding an integer above 2^53', async () => {
    await db.query("INSERT INTO things (id, amount) VALUES ('huge', 9007199254740993)");
    await expect(amountOf('huge')).rejects.toThrow(RangeError);
  });

  it('answers booleans as 0 and 1, and counts and sums as numbers', async () => {
    await db.query("INSERT INTO things (id, amount) VALUES ('s1', 40), ('s2', 2)");
    expect(
      await db.query(
        `SELECT COUNT(*) AS n, SUM(amount) AS total, COUNT(*) > 1 AS several FROM things WHERE id IN ($1, $2)`,
        ['s1', 's2'],
      ),
    ).toEqual([{ n: 2, total: 42, several: 1 }]);
  });

  const refused: readonly [string, unknown][] = [
    ['a boolean', true],
    ['undefined', undefined],
    ['NaN', NaN],
    ['a fraction', 0.5],
    ['an unsafe integer', 2 ** 53],
    ['a bigint', 1n],
    ['text with a NUL', 'a\0b'],
    ['a date', new Date(0)],
    ['a plain object', {}],
    ['a Uint8Array that is no Buffer', new Uint8Array(1)],
  ];
  it.each(refused)('refuses %s before the driver sees it', async (_, value) => {
    const params = [value as SqlValue];
    await expect(db.query('SELECT CAST($1 AS TEXT) AS a', params)).rejects.toThrow(TypeError);
  });

  it('refuses parameters that are missing or left over', async () => {
    await expect(db.query('SELECT CAST($1 AS TEXT) AS a', [])).rejects.toThrow(TypeError);
    await expect(db.query('SELECT 1 AS a', ['x'])).rejects.toThrow(TypeError);
  });

  it('names no value of a refused parameter', async () => {
    await expect(db.query('SELECT CAST($1 AS TEXT) AS a', ['secret\0'])).rejects.not.toThrow(
      'secret',
    );
  });

  it('tells a violated key from other faults', async () => {
    await db.query("INSERT INTO things (id) VALUES ('twice')");
    const again = await db
      .query("INSERT INTO things (id) VALUES ('twice')")
      .catch((e: unknown) => e);
    const broken = await db.query('SELECT nothing FROM nowhere').catch((e: unknown) => e);
    expect(isUniqueViolation(again)).toBe(true);
    expect(isUniqueViolation(broken)).toBe(false);
  });

  it('reads through a WITH clause', async () => {
    await expect(db.query("WITH a AS (SELECT 'w' AS id) SELECT id FROM a")).resolves.toEqual([
      { id: 'w' },
    ]);
  });

  describe('in a transaction', () => {
    it('commits what resolves and rolls back what throws', async () => {
      await db.transaction((tx) => tx.query("INSERT INTO things VALUES ('kept', 1, NULL)"));
      await expect(
        db.transaction(async (tx) => {
          await tx.query("INSERT INTO things VALUES ('dropped', 1, NULL)");
          throw new Error('no');
        }),
      ).rejects.toThrow('no');
      expect([await amountOf('kept'), await amountOf('dropped')]).toEqual([1, undefined]);
    });

    it("keeps another request's acknowledged row when it rolls back, and hides its own until it commits", async () => {
      await db.query("INSERT INTO things VALUES ('shared', 100, NULL)");
      let others: Promise<unknown[]> | undefined;
      const asked = new Promise<void>((resolve) => {
        setImmediate(() => {
          const acknowledged = db.query("INSERT INTO things VALUES ('acknowledged', 1, NULL)");
          others = Promise.all([amountOf('shared'), acknowledged]);
          resolve();
        });
      });
      await expect(
        db.transaction(async (tx) => {
          await tx.query("UPDATE things SET amount = 50 WHERE id = 'shared'");
          await asked;
          throw new Error('no');
        }),
      ).rejects.toThrow('no');
      expect((await others)?.[0]).toBe(100);
      expect(await amountOf('acknowledged')).toBe(1);
      expect(await amountOf('shared')).toBe(100);
    });

    it('refuses db.query and a transaction in the transaction', async () => {
      await expect(db.transaction(() => db.query('SELECT 1 AS a'))).rejects.toThrow(
        'only its own tx',
      );
      await expect(db.transaction(() => db.transaction(async () => 1))).rejects.toThrow(
        'only its own tx',
      );
    });

    it('refuses its tx after the end, while db works again in what it started', async () => {
      let late: Promise<unknown> | undefined;
      const tx = await db.transaction(async (inner) => {
        late = new Promise((resolve) => setImmediate(resolve)).then(() =>
          db.query('SELECT 1 AS a'),
        );
        return inner;
      });
      await expect(tx.query('SELECT 1 AS a')).rejects.toThrow('has ended');
      await expect(late).resolves.toEqual([{ a: 1 }]);
    });

    it('commits nothing when a failed statement was caught', async () => {
      await expect(
        db.transaction(async (tx) => {
          await tx.query("INSERT INTO things VALUES ('half', 1, NULL)");
          await tx.query("INSERT INTO things VALUES ('half', 1, NULL)").catch(() => undefined);
        }),
      ).rejects.toThrow('was caught');
      expect(await amountOf('half')).toBeUndefined();
    });

    it('runs hooks after the commit, and never after a rollback', async () => {
      const seen: (number | undefined)[] = [];
      const looks: Promise<void>[] = [];
      const look = () =>
        void looks.push(amountOf('hooked').then((amount) => void seen.push(amount)));
      await db.transaction(async (tx) => {
        tx.afterCommit(look);
        await tx.query("INSERT INTO things VALUES ('hooked', 3, NULL)");
      });
      const failing = db.transaction(async (tx) => {
        tx.afterCommit(look);
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      await Promise.all(looks);
      expect(seen).toEqual([3]);
    });

    it('lets 40 in parallel each add to one row', async () => {
      await db.query("INSERT INTO things VALUES ('sum', 0, NULL)");
      await Promise.all(
        Array.from({ length: 40 }, () =>
          db.transaction(async (tx) => {
            await tx.query("UPDATE things SET amount = amount + 1 WHERE id = 'sum'");
          }),
        ),
      );
      expect(await amountOf('sum')).toBe(40);
    });
  });
});

it('says so when a PostgreSQL server cannot be reached', async () => {
  await expect(openDatabase({ url: 'postgres://standin@127.0.0.1:1/none' })).rejects.toThrow();
});
