import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tablesOf } from '../../src/storage/schema.js';
import { describeOnBothEngines } from '../support/databases.js';
import { openControl, type Control } from './support.js';

const redirect_uris = ['http://127.0.0.1:7199/cb'];
const APP = { client_id: 'app', client_secret: 's'.repeat(40), redirect_uris };
const asked = { client_id: 'app', scope: 'openid email offline_access', exchange: true };

const VERIFIED = { ial: 2, authenticators: ['password', 'totp'] };

describeOnBothEngines('sandboxes', (open) => {
  let control: Control;
  beforeAll(async () => {
    control = await openControl(undefined, open);
  }, 60_000);
  afterAll(() => control.close());
  const at = (id: string) => (method: string, path: string, body?: unknown) =>
    control.call(method, `/s/${id}/control/v1${path}`, body);

  /** Rows that speak of people who are not there; the protocol knows them by their subject. */
  async function orphans(sandbox: string): Promise<readonly string[]> {
    const found: string[] = [];
    for (const { name, columns } of await tablesOf(control.db, control.db.engine)) {
      const belongs = columns.some((column) => column.name === 'account_id');
      if (!belongs || name === 'events') continue;
      const rows = await control.db.query(
        `SELECT account_id FROM ${name} WHERE sandbox_id = $1 AND account_id NOT IN
           (SELECT ${name === 'oidc_models' ? 'uuid' : 'id'} FROM accounts WHERE sandbox_id = $1)`,
        [sandbox],
      );
      if (rows.length > 0) found.push(`${name}: ${rows.length}`);
    }
    return found;
  }

  describe('that are reset while people sign in', () => {
    it('answer each call or refuse it clearly, and keep nothing that is half done', async () => {
      await control.call('POST', '/sandboxes', { id: 'busy' });
      const call = at('busy');
      await call('POST', '/clients', APP);
      const statuses = new Map<number, number>();
      const noted = <T extends { status: number }>(answer: T): T => {
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        return answer;
      };
      const done = new AbortController();
      const goesOn = () => !done.signal.aborted;
      let signedIn = 0;
      const signIns = Array.from({ length: 8 }, async (_, i) => {
        for (let round = 0; round < 4; round++) {
          const id = `p-${i}-${round}`;
          noted(await call('POST', '/people', { ...VERIFIED, id }));
          const { status, body } = noted(await call('POST', '/sign-in', { ...asked, person: id }));
          if (status !== 200) continue;
          expect(body.error ?? '').not.toMatch(/^(server_error|http_5)/);
          if (body.tokens === undefined) continue;
          expect(body.claims.ial).toBe('2');
          signedIn++;
        }
      });
      let resets = 0;
      const resetting = (async () => {
        while (goesOn()) {
          const enough = signedIn + 3; // between two resets somebody gets through
          while (goesOn() && signedIn < enough)
            await new Promise((resolve) => setTimeout(resolve, 5));
          noted(await control.call('POST', '/sandboxes/busy/reset', {}));
          noted(await call('POST', '/clients', APP));
          resets++;
        }
      })();
      await Promise.all(signIns).finally(() => done.abort());
      await resetting;
      const expected = [200, 201, 404, 409, 422];
      expect([...statuses.keys()].filter((status) => !expected.includes(status))).toEqual([]);
      expect([signedIn > 3, resets > 1]).toEqual([true, true]);
      expect(await orphans('busy')).toEqual([]);
      const last = { ...asked, person: 'last' };
      await call('POST', '/people', { id: 'last' });
      expect((await call('POST', '/sign-in', last)).body.outcome).toBe('redirected');
      await control.call('POST', '/sandboxes/busy/reset', {});
      expect((await call('GET', '/people')).body.items).toEqual([]);
      const left = await control.db.query("SELECT id FROM oidc_models WHERE sandbox_id = 'busy'");
      expect(left).toEqual([]);
    }, 60_000);

    it('refuse or forget whatever was begun before they were deleted', async () => {
      await control.call('POST', '/sandboxes', { id: 'short' });
      const call = at('short');
      await call('POST', '/clients', APP);
      const work = Array.from({ length: 10 }, async (_, i) => {
        const made = await call('POST', '/people', { id: `p-${i}` });
        const signedIn = await call('POST', '/sign-in', { ...asked, person: `p-${i}` });
        return [made.status, signedIn.status];
      });
      expect((await control.call('DELETE', '/sandboxes/short')).status).toBe(204);
      for (const status of (await Promise.all(work)).flat())
        expect([200, 201, 404, 409, 422]).toContain(status);
      for (const { name, columns } of await tablesOf(control.db, control.db.engine))
        if (columns.some((column) => column.name === 'sandbox_id'))
          expect(
            await control.db.query(
              `SELECT sandbox_id FROM ${name} WHERE sandbox_id = 'short' LIMIT 1`,
            ),
          ).toEqual([]);
    });
  });

  it('live a thousand at once in one process, each with its own issuer and people', async () => {
    const ids = Array.from({ length: 1000 }, (_, i) => `k-${i}`);
    const lane = async (of: number) => {
      for (let i = of; i < ids.length; i += 8)
        expect((await control.call('POST', '/sandboxes', { id: ids[i] })).status).toBe(201);
    };
    await Promise.all(Array.from({ length: 8 }, (_, of) => lane(of)));
    for (const id of ['k-0', 'k-499', 'k-999']) {
      const base = `http://localhost:4545/s/${id}`;
      const path = `/s/${id}/.well-known/openid-configuration`;
      expect((await control.call('GET', path)).body.issuer).toBe(base);
      await at(id)('POST', '/clients', APP);
      await at(id)('POST', '/people', { id: 'ana', email: `ana-${id}@example.com` });
      const { claims } = (await at(id)('POST', '/sign-in', { ...asked, person: 'ana' })).body;
      expect([claims.iss, claims.email]).toEqual([base, `ana-${id}@example.com`]);
    }
    expect((await at('k-1')('GET', '/people')).body.items).toEqual([]);
  }, 60_000);
});
