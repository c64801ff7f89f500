import { systemClock } from '../../../src/platform/clock.js';
import {
  createEventStore,
  createKeyStore,
  createOidcModelStore,
  createTaskStore,
  openDatabase,
  type Database,
  type Location,
} from '../../../src/storage/index.js';
import { createVault } from '../../../src/vault/index.js';

export interface Order {
  readonly location: Location;
  readonly secret: string;
  readonly job: 'write' | 'append' | 'claim' | 'consume' | 'firstKey';
  readonly name: string;
}

const { location, secret, job, name } = JSON.parse(process.argv[2] ?? '') as Order;
const db: Database = await openDatabase(location);
const vault = createVault(secret);
const tasks = createTaskStore({ db, vault, clock: systemClock });
const events = createEventStore({
  db,
  clock: systemClock,
  tasks,
  tasksFor: () => [{ kind: 'mail', payload: { by: name } }],
  onCommit: () => undefined,
});
const say = (message: unknown) =>
  new Promise<void>((resolve) => process.send?.(message, undefined, undefined, () => resolve()));

const append = (n: number) =>
  db.transaction((tx) =>
    events.append(tx, 'default', [
      { type: 'first', tag: `${name}-${n}` },
      { type: 'second', tag: `${name}-${n}` },
    ]),
  );

const jobs: Readonly<Record<Order['job'], () => Promise<void>>> = {
  /** Writes pairs of events until it is killed, and says each pair once it was acknowledged. */
  async write() {
    for (let n = 0; ; n++) {
      await append(n);
      await say(`${name}-${n}`);
    }
  },
  async append() {
    await Promise.all(
      Array.from({ length: 8 }, async (_, lane) => {
        for (let i = 0; i < 10; i++) await append(lane * 10 + i);
      }),
    );
  },
  async claim() {
    for (let misses = 0; misses < 10;) {
      const claimed = await tasks.claim(3);
      if (claimed.length === 0) misses++;
      for (const task of claimed) await say(task.payload);
    }
  },
  async consume() {
    const store = createOidcModelStore({ db, vault });
    const key = (id: number) => ({ profile: 'standard', model: 'RefreshToken', id: `token-${id}` });
    const all = Array.from({ length: 100 }, (_, i) => i % 25); // each token four times at once, here alone
    await say(
      await Promise.all(all.map((id) => store.consume('default', key(id), systemClock.now()))),
    );
  },
  async firstKey() {
    const events = { append: () => Promise.resolve() };
    const keys = createKeyStore({ db, vault, clock: systemClock, events });
    await say(await keys.addFirst('default', { kty: 'EC', kid: name, alg: 'ES256' }));
  },
};

await say('ready');
await new Promise((resolve) => process.once('message', resolve));
await jobs[job]();
await db.close();
process.disconnect();
