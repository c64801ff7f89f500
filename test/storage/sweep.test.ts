import { expect, it } from '@jest/globals';
import {
  createOidcModelStore,
  createPasskeyStore,
  createSandboxStore,
  sweep,
} from '../../src/storage/index.js';
import { describeOnBothEngines } from '../support/databases.js';

const clock = { now: () => 1_700_000_000_000 };

describeOnBothEngines('sweep', (open) => {
  it('deletes expired sandboxes and the expired rows of the others', async () => {
    const { db, vault, events, close } = await open();
    const sandboxes = createSandboxStore({ db, clock });
    const models = createOidcModelStore({ db, vault });
    const authenticators = createPasskeyStore({ db, vault, events });
    await sandboxes.create({ id: 'gone', expiresAt: clock.now() });
    await sandboxes.create({ id: 'stays', expiresAt: clock.now() + 1 });
    for (const sandbox of ['default', 'gone', 'stays'])
      for (const [id, expiresAt] of [
        ['old', clock.now()],
        ['new', clock.now() + 1],
      ] as const)
        await models.upsert(
          sandbox,
          { profile: 'standard', model: 'AccessToken', id },
          {},
          expiresAt,
        );
    const pruned: string[] = [];
    for (const [challenge, expiresAt] of [
      ['old', clock.now()],
      ['new', clock.now() + 1],
    ] as const)
      await authenticators.writePasskeyChallenge('stays', {
        ...{ challenge, purpose: 'sign_in', expiresAt },
      });
    const prune = async (id: string) => void pruned.push(id);
    await sweep({ sandboxes, authenticators, models, prune, clock });
    expect(pruned).toEqual(['default', 'stays']);
    const waiting = await db.query('SELECT expires_at FROM passkey_challenges');
    expect(waiting).toEqual([{ expires_at: clock.now() + 1 }]);
    expect((await sandboxes.list()).map(({ id }) => id)).toEqual(['default', 'stays']);
    const rows = await db.query<{ sandbox_id: string; expires_at: number }>(
      'SELECT sandbox_id, expires_at FROM oidc_models',
    );
    expect(rows.map((row) => row.sandbox_id).sort()).toEqual(['default', 'stays']);
    expect(rows.every((row) => row.expires_at > clock.now())).toBe(true);
    await close();
  });
});
