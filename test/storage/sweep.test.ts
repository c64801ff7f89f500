import { expect, it } from '@jest/globals';
import { createOidcModelStore, createSandboxStore, sweep } from '../../src/storage/index.js';
import { describeOnBothEngines } from '../support/databases.js';

const clock = { now: () => 1_700_000_000_000 };

describeOnBothEngines('sweep', (open) => {
  it('deletes expired sandboxes and the expired rows of the others', async () => {
    const { db, vault, close } = await open();
    const sandboxes = createSandboxStore({ db, clock });
    const models = createOidcModelStore({ db, vault });
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
    await sweep({ sandboxes, models, prune: async (id) => void pruned.push(id), clock });
    expect(pruned).toEqual(['default', 'stays']);
    expect((await sandboxes.list()).map(({ id }) => id)).toEqual(['default', 'stays']);
    const rows = await db.query<{ sandbox_id: string; expires_at: number }>(
      'SELECT sandbox_id, expires_at FROM oidc_models',
    );
    expect(rows.map((row) => row.sandbox_id).sort()).toEqual(['default', 'stays']);
    expect(rows.every((row) => row.expires_at > clock.now())).toBe(true);
    await close();
  });
});
