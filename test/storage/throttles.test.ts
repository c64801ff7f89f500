import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createGuard, type Guard } from '../../src/authenticators/throttle/guard.js';
import type { DomainEvent } from '../../src/platform/events.js';
import { ok, refused, type Result } from '../../src/platform/result.js';
import { randomHex } from '../../src/platform/secrets.js';
import { createThrottleStore } from '../../src/storage/throttles.js';
import type { OpenedDatabase } from '../support/databases.js';
import { describeOnBothEngines } from '../support/databases.js';

const SANDBOX = 'default';
type Answer = Result<undefined, 'wrong' | 'used'>;

describeOnBothEngines('the throttle', (open) => {
  let opened: OpenedDatabase;
  let guard: Guard;
  let unblock: (sandbox: string, account: string) => Promise<void>;
  let now = 1_800_000_000_000;
  const happened: DomainEvent[] = [];

  beforeAll(async () => {
    opened = await open();
    const events = {
      ...opened.events,
      append: async (...args: Parameters<typeof opened.events.append>) => {
        happened.push(...args[2]);
        await opened.events.append(...args);
      },
    };
    const store = createThrottleStore({ ...opened, events });
    guard = createGuard(store, { now: () => now });
    unblock = store.unblock;
  });
  afterAll(() => opened.close());

  const someone = () =>
    ({ subject: { account: `per_${randomHex(4)}` }, kind: 'password' }) as const;
  type Key = ReturnType<typeof someone> | { subject: { email: string }; kind: 'password' };
  const wrong = (key: Key) => guard(SANDBOX, key, async (): Promise<Answer> => refused('wrong'));
  const right = (key: Key) => guard(SANDBOX, key, async (): Promise<Answer> => ok(undefined));
  /** Fails `times` times, waiting as long as it is told to. */
  async function failed(key: Key, times: number): Promise<readonly number[]> {
    const waits: number[] = [];
    for (let done = 0; done < times;) {
      const answer = await wrong(key);
      if (answer.ok) throw new Error('a wrong guess succeeded');
      if (answer.reason === 'wrong') done++;
      else {
        const wait = Number(answer.details?.['retry_after_ms']);
        waits.push(wait);
        now += wait;
      }
    }
    return waits;
  }

  it('makes guesses wait longer and longer, and locks for ten minutes at the tenth', async () => {
    const key = someone();
    expect(await failed(key, 10)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000]);
    expect(await right(key)).toMatchObject({
      reason: 'throttled',
      details: { retry_after_ms: 600_000 },
    });
    expect(happened.at(-1)).toMatchObject({ type: 'authenticator.locked', data: { failures: 10 } });
    now += 600_000;
    expect((await right(key)).ok).toBe(true);
  });

  it('forgets failures after a success', async () => {
    const key = someone();
    await failed(key, 3);
    expect((await right(key)).ok).toBe(true);
    expect(await failed(key, 4)).toEqual([]);
  });

  it('ends guessing after 100 consecutive failures until it is lifted (63B-4 section 3.2.2)', async () => {
    const key = someone();
    await failed(key, 99);
    now += 600_000;
    expect(await wrong(key)).toMatchObject({ reason: 'wrong' });
    now += 86_400_000;
    expect(await right(key)).toEqual({ ok: false, reason: 'throttled' });
    await unblock(SANDBOX, key.subject.account);
    expect((await right(key)).ok).toBe(true);
  });

  it('counts against an address that has no account as against one that has', async () => {
    const email = `${randomHex(4)}@example.com`;
    const key = { subject: { email }, kind: 'password' } as const;
    expect(await failed(key, 5)).toEqual([1000]);
    expect(JSON.stringify(await opened.db.query('SELECT subject FROM throttles'))).not.toContain(
      email,
    );
  });

  it('looks at no more guesses than allowed when sixteen come in parallel', async () => {
    const key = someone();
    let looked = 0;
    const answers = await Promise.all(
      Array.from({ length: 16 }, () =>
        guard(SANDBOX, key, async (): Promise<Answer> => {
          looked++;
          return refused('wrong');
        }),
      ),
    );
    expect(looked).toBeLessThanOrEqual(7);
    expect(answers.filter((answer) => !answer.ok && answer.reason === 'throttled')).toHaveLength(
      16 - looked,
    );
  });

  it('lets sixteen right answers in parallel through', async () => {
    const key = someone();
    const answers = await Promise.all(Array.from({ length: 16 }, () => right(key)));
    expect(answers.every((answer) => answer.ok)).toBe(true);
  });

  it('counts no harmless refusal and no fault of the machine', async () => {
    const key = someone();
    for (let i = 0; i < 6; i++)
      await guard(SANDBOX, key, async (): Promise<Answer> => refused('used'), ['used']);
    const broken = guard(SANDBOX, key, () => Promise.reject(new Error('disk')));
    await expect(broken).rejects.toThrow('disk');
    expect((await right(key)).ok).toBe(true);
  });

  it('forgets the turn of a process that died after 30 seconds', async () => {
    const key = someone();
    await failed(key, 4);
    now += 1000;
    void guard(SANDBOX, key, () => new Promise<Answer>(() => undefined));
    now += 1;
    await new Promise((resolve) => setTimeout(resolve, 100));
    now += 30_000;
    expect((await right(key)).ok).toBe(true);
  });
});
