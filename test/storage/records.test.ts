import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { PersonRecord } from '../../src/proofing/index.js';
import type { RecordsStore } from '../../src/storage/records.js';
import { createRecordsStore } from '../../src/storage/records.js';
import type { OpenedDatabase } from '../support/databases.js';
import { describeOnBothEngines } from '../support/databases.js';

const ANA: PersonRecord = {
  id: 'ana',
  attributes: {
    given_name: 'Ana',
    family_name: 'Zenobia',
    ssn: '900210001',
    phone: '+12065550101',
  },
  documents: [
    { type: 'drivers_license', issuer: 'ZC', number: 'T1' },
    { type: 'passport', issuer: 'UTO', number: 'U1' },
  ],
};

describeOnBothEngines('records', (open) => {
  let opened: OpenedDatabase;
  let store: RecordsStore;
  beforeAll(async () => {
    opened = await open();
    store = createRecordsStore(opened);
    await store.put('default', ANA);
  });
  afterAll(() => opened.close());

  it('are found by SSN, phone and each document number', async () => {
    for (const found of [
      store.bySsn('default', '900210001'),
      store.byPhone('default', '+12065550101'),
      store.byDocument('default', 'T1'),
      store.byDocument('default', 'U1'),
      store.get('default', 'ana'),
    ])
      expect(await found).toEqual(ANA);
  });

  it('are unknown elsewhere: another number, another sandbox', async () => {
    expect(await store.bySsn('default', '900210002')).toBeUndefined();
    expect(await store.bySsn('other', '900210001')).toBeUndefined();
  });

  it('are sealed', async () => {
    const rows = await opened.db.query('SELECT id, sealed FROM records WHERE sandbox_id = $1', [
      'default',
    ]);
    expect(JSON.stringify(rows)).not.toContain('Zenobia');
  });

  it('are replaced as a whole, with their documents', async () => {
    const bob = { ...ANA, id: 'bob', documents: [{ type: 'passport', number: 'U2' }] } as const;
    await store.put('default', bob);
    await store.put('default', { ...bob, attributes: { ssn: '900210009' }, documents: [] });
    expect(await store.byDocument('default', 'U2')).toBeUndefined();
    expect((await store.bySsn('default', '900210009'))?.id).toBe('bob');
    expect((await store.bySsn('default', '900210001'))?.id).toBe('ana');
  });

  it('can be removed once', async () => {
    await store.put('default', { ...ANA, id: 'cleo', attributes: { ssn: '900210011' } });
    expect(await store.remove('default', 'cleo')).toBe(true);
    expect(await store.remove('default', 'cleo')).toBe(false);
    expect(await store.bySsn('default', '900210011')).toBeUndefined();
  });
});
