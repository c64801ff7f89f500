import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  createPartners,
  validSecrets,
  type ClientDraft,
  type Partners,
} from '../../src/partners/index.js';
import { createClientStore } from '../../src/storage/clients.js';
import { createPartnerStore } from '../../src/storage/partners.js';
import type { OpenedDatabase } from '../support/databases.js';
import { describeOnBothEngines } from '../support/databases.js';

const SANDBOX = 'default';
const HOUR = 3_600_000;
const DRAFT: ClientDraft = {
  metadata: {
    client_name: 'Demo',
    redirect_uris: ['http://localhost:3000/callback'],
    scope: 'openid',
  },
};

describeOnBothEngines('partners and clients', (open) => {
  let opened: OpenedDatabase;
  let partners: Partners;
  let now = 1_800_000_000_000;

  beforeAll(async () => {
    opened = await open();
    await opened.db.query(`INSERT INTO sandboxes (id, created_at) VALUES ('other', 0)`);
    partners = createPartners({
      store: { ...createPartnerStore(opened), ...createClientStore(opened) },
      clock: { now: () => now },
    });
  });
  afterAll(() => opened.close());

  const revision = async () =>
    Number(
      (await opened.db.query('SELECT revision FROM sandboxes WHERE id = $1', [SANDBOX]))[0]?.[
        'revision'
      ],
    );
  const registered = async (bend: Partial<ClientDraft> = {}) => {
    const result = await partners.registerClient(SANDBOX, { ...DRAFT, ...bend });
    if (!result.ok) throw new Error(result.reason);
    return result.value.client;
  };

  it('register an organisation once for the same body, and refuse another under its id', async () => {
    const draft = {
      id: 'irs',
      name: 'Revenue Demo',
      contacts: ['a@example.com'],
      policy: { ial: 2 },
    } as const;
    const first = await partners.registerPartner(SANDBOX, draft);
    expect(first).toMatchObject({ ok: true, value: { created: true, partner: { ...draft } } });
    now += 1;
    expect(await partners.registerPartner(SANDBOX, draft)).toMatchObject({
      ok: true,
      value: { created: false },
    });
    expect(await partners.registerPartner(SANDBOX, { ...draft, name: 'Else' })).toMatchObject({
      reason: 'taken',
    });
    expect((await partners.registerPartner('other', { ...draft, name: 'Else' })).ok).toBe(true);
  });

  it('change what is named of an organisation and nothing else', async () => {
    await partners.registerPartner(SANDBOX, { id: 'p2', name: 'Two', contacts: ['a@example.com'] });
    expect((await partners.changePartner(SANDBOX, 'p2', { name: 'Second' })).ok).toBe(true);
    expect(await partners.getPartner(SANDBOX, 'p2')).toMatchObject({
      name: 'Second',
      contacts: ['a@example.com'],
    });
    expect(await partners.changePartner(SANDBOX, 'none', {})).toMatchObject({
      reason: 'unknown_partner',
    });
    expect(await partners.changePartner(SANDBOX, 'p2', { name: ' ' })).toMatchObject({
      reason: 'name_invalid',
    });
  });

  it('delete an organisation only when no client belongs to it', async () => {
    await partners.registerPartner(SANDBOX, { id: 'p3', name: 'Three' });
    const { clientId } = await registered({ partner: 'p3' });
    expect(await partners.deletePartner(SANDBOX, 'p3')).toMatchObject({ reason: 'has_clients' });
    await partners.deleteClient(SANDBOX, clientId);
    expect((await partners.deletePartner(SANDBOX, 'p3')).ok).toBe(true);
    expect(await partners.deletePartner(SANDBOX, 'p3')).toMatchObject({
      reason: 'unknown_partner',
    });
  });

  it('register a client with id and secret of its own, and raise the revision', async () => {
    const before = await revision();
    const client = await registered();
    expect(client.clientId).toMatch(/^cli_/);
    expect(client.secrets[0]?.value).toHaveLength(43);
    expect(await partners.getClient(SANDBOX, client.clientId)).toEqual(client);
    expect(await partners.getClient('other', client.clientId)).toBeUndefined();
    expect(await revision()).toBe(before + 1);
  });

  it('answer the same registration again with what is there, and refuse another', async () => {
    const draft = { ...DRAFT, clientId: 'app', clientSecret: 'a-secret-of-its-own' };
    const first = await registered(draft);
    const reordered = Object.fromEntries(Object.entries(draft.metadata).reverse());
    for (const again of [draft, { ...draft, metadata: reordered }, { ...DRAFT, clientId: 'app' }])
      expect(await partners.registerClient(SANDBOX, again)).toEqual({
        ok: true,
        value: { client: first, created: false },
      });
    for (const bend of [
      { clientSecret: 'another-secret' },
      { metadata: { ...DRAFT.metadata, scope: 'x' } },
    ])
      expect(await partners.registerClient(SANDBOX, { ...draft, ...bend })).toMatchObject({
        reason: 'taken',
      });
  });

  it('keep secrets out of the rows', async () => {
    await registered({ clientSecret: 'clear-as-day-secret' });
    expect(JSON.stringify(await opened.db.query('SELECT secrets FROM clients'))).not.toContain(
      'clear-as-day',
    );
  });

  it('rotate a secret: both count during the grace, at most two, then the new one alone', async () => {
    const { clientId, secrets } = await registered();
    const valid = async () => validSecrets((await partners.getClient(SANDBOX, clientId))!, now);
    const second = await partners.rotateSecret(SANDBOX, clientId, HOUR);
    const [fresh, old] = await valid();
    expect([fresh, old]).toEqual([second.ok && second.value.secrets[0]?.value, secrets[0]?.value]);
    now += HOUR;
    expect(await valid()).toEqual([fresh]);
    await partners.rotateSecret(SANDBOX, clientId, HOUR);
    await partners.rotateSecret(SANDBOX, clientId, 0);
    expect(await valid()).toHaveLength(1);
  });

  it('change a client, remove what is given as undefined, and refuse what is no client', async () => {
    const { clientId } = await registered();
    const change = {
      metadata: { scope: undefined, client_name: 'Renamed' },
      profileOptions: { userinfo: 'json' as const },
    };
    expect(await partners.changeClient(SANDBOX, clientId, change)).toMatchObject({
      ok: true,
      value: { version: 2 },
    });
    const changed = await partners.getClient(SANDBOX, clientId);
    expect(changed?.metadata).toEqual({
      client_name: 'Renamed',
      redirect_uris: DRAFT.metadata.redirect_uris,
    });
    expect(changed?.profileOptions).toEqual({ userinfo: 'json' });
    expect(await partners.changeClient(SANDBOX, clientId, { partner: 'none' })).toMatchObject({
      reason: 'unknown_partner',
    });
    expect(await partners.changeClient(SANDBOX, 'none', {})).toMatchObject({
      reason: 'unknown_client',
    });
    expect(await partners.deleteClient(SANDBOX, 'none')).toMatchObject({
      reason: 'unknown_client',
    });
  });

  it('give a public client that becomes confidential a secret', async () => {
    const { clientId, secrets } = await registered({
      metadata: { ...DRAFT.metadata, token_endpoint_auth_method: 'none' },
    });
    expect(secrets).toEqual([]);
    const changed = await partners.changeClient(SANDBOX, clientId, {
      metadata: { token_endpoint_auth_method: 'client_secret_post' },
    });
    expect(changed.ok && changed.value.secrets).toHaveLength(1);
  });

  it('lose no change that was acknowledged when four come in parallel', async () => {
    const { clientId } = await registered();
    const names = ['tos_uri', 'policy_uri', 'client_uri', 'logo_uri'];
    const done = await Promise.all(
      names.map((name) =>
        partners.changeClient(SANDBOX, clientId, { metadata: { [name]: 'https://example.com/' } }),
      ),
    );
    const metadata = (await partners.getClient(SANDBOX, clientId))?.metadata;
    names.forEach((name, i) => expect(metadata?.[name] !== undefined).toBe(done[i]?.ok));
  });

  it('list oldest first, from after an id', async () => {
    for (const clientId of ['z', 'y', 'x'])
      await partners.registerClient('other', { ...DRAFT, clientId });
    const list = async (after?: string) =>
      (await partners.listClients('other', { limit: 2, after })).map(({ clientId }) => clientId);
    expect([await list(), await list('y')]).toEqual([['z', 'y'], ['x']]);
    expect(await partners.listClients('other', { limit: 2, partner: 'irs' })).toEqual([]);
    expect((await partners.listPartners(SANDBOX, { limit: 1 })).map(({ id }) => id)).toEqual([
      'irs',
    ]);
  });
});
