import { beforeEach, expect, it } from '@jest/globals';
import { Provider, type AdapterPayload } from 'oidc-provider';
import { saveSessionsThatChanged } from '../../src/oidc/savedSessions.js';

const TTL = 12 * 3600;

let writes: AdapterPayload[];
let provider: Provider;
beforeEach(() => {
  writes = [];
  const rows = new Map<string, AdapterPayload>();
  const nothing = () => Promise.resolve(undefined);
  const adapter = {
    upsert: (id: string, payload: AdapterPayload) => {
      writes.push(payload);
      rows.set(id, structuredClone(payload));
      return nothing();
    },
    find: (id: string) => Promise.resolve(structuredClone(rows.get(id))),
    ...{ findByUid: nothing, findByUserCode: nothing, consume: nothing },
    ...{ destroy: nothing, revokeByGrantId: nothing },
  };
  provider = new Provider('http://localhost', {
    adapter: () => adapter,
    features: { devInteractions: { enabled: false } },
  });
  saveSessionsThatChanged(provider);
});

/** A session that was written once and read again. */
async function kept(ttl = TTL) {
  const session = Object.assign(new provider.Session(), { jti: 'one' });
  session.loginAccount({ accountId: 'somebody', amr: ['pwd'] });
  await session.save(ttl);
  const found = await provider.Session.find('one');
  if (!found) throw new Error('the session is lost');
  return found;
}

it('does not write a session again that says nothing new', async () => {
  const session = await kept();
  expect(await session.save(TTL)).toBe('one');
  expect(writes).toHaveLength(1);
});

it('writes it when its end moves by more than a minute', async () => {
  const session = await kept(TTL - 90);
  await session.save(TTL);
  expect(writes).toHaveLength(2);
  expect((await provider.Session.find('one'))?.exp).toBe(writes[1]?.exp);
});

it('writes what changed, deep inside too, and every time that it does', async () => {
  const session = await kept();
  session.ensureClientContainer('an-app');
  await session.save(TTL);
  expect(writes[1]?.authorizations).toHaveProperty('an-app.sid');
  delete session.authorizations;
  await session.save(TTL);
  expect(writes).toHaveLength(3);
  expect(writes[2]).not.toHaveProperty('authorizations');
});

it('writes a session that is new', async () => {
  await new provider.Session().save(TTL);
  expect(writes).toHaveLength(1);
});
