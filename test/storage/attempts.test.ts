import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Verification } from '../../src/assurance/index.js';
import { newId } from '../../src/platform/ids.js';
import { systemClock } from '../../src/platform/clock.js';
import type { Attempt, AttemptStore } from '../../src/proofing/index.js';
import { createProofing, policyWith } from '../../src/proofing/index.js';
import { createAttemptStore } from '../../src/storage/attempts.js';
import type { VerificationStore } from '../../src/storage/verifications.js';
import { createVerificationStore } from '../../src/storage/verifications.js';
import { passing, START, stubChecks, walkTo } from '../proofing/support.js';
import type { OpenedDatabase } from '../support/databases.js';
import { describeOnBothEngines } from '../support/databases.js';

const SANDBOX = 'default';

describeOnBothEngines('attempts', (open) => {
  let opened: OpenedDatabase;
  let store: AttemptStore;
  let verifications: VerificationStore;
  let made = 0;
  beforeAll(async () => {
    opened = await open();
    store = createAttemptStore(opened);
    verifications = createVerificationStore(opened);
  });
  afterAll(() => opened.close());

  async function account(sandbox = SANDBOX): Promise<string> {
    const id = `per_${++made}`;
    await opened.db.query(
      `INSERT INTO accounts (sandbox_id, id, uuid, state, wrapped_key, group_names, created_at, version, seq)
       VALUES ($1, $2, $2, 'active', $3, '[]', 0, 1, 0)`,
      [sandbox, id, opened.vault.newAccountKey()],
    );
    return id;
  }

  async function attempt(bend: Partial<Attempt['applicant']> = {}): Promise<Attempt> {
    const applicant = { account: await account(), email: 'ana@example.com', ...bend };
    return {
      ...{ id: newId('att'), applicant, pathway: 'self_service', policy: policyWith(), version: 1 },
      ...{ createdAt: START, touchedAt: START, dueAt: START + 5, held: {}, submissions: [] },
      state: 'created',
    };
  }
  const created = async (bend: Partial<Attempt['applicant']> = {}) => {
    const one = await attempt(bend);
    await store.create(SANDBOX, one, []);
    return one;
  };
  const NOTHING = { events: [] };

  it('come back as they were saved', async () => {
    const one = await created({ client: 'cli', tag: 't1', loginHint: 'hint', oauthState: 'xyz' });
    expect(await store.find(SANDBOX, one.id)).toEqual({
      ...one,
      ...{ consentAt: undefined, codeExpiresAt: undefined, decidedAt: undefined },
      applicant: { ...one.applicant, partner: undefined },
    });
  });

  it('keep what is held, the phase and the submissions', async () => {
    const one = await created();
    const reviewed: Attempt = {
      ...one,
      ...{ state: 'in_review', reasons: ['selfie.face_similarity_low'], resolution: 'pass' },
      held: { consent: { biometric: true }, details: { given_name: 'Ana' } },
      submissions: [
        {
          ...{ step: 'selfie', at: START, outcome: 'review', decidedBy: 'engine' },
          ...{ reasons: ['selfie.face_similarity_low'], timingsMs: { face: 12 } },
          checks: [{ name: 'face_match', result: 'review', evidence: { distance: 0.5 } }],
        },
      ],
    };
    const saved = await store.save(SANDBOX, reviewed, NOTHING);
    expect(saved).toEqual({ ok: true, value: { ...reviewed, version: 2 } });
    expect(await store.find(SANDBOX, one.id)).toMatchObject({ ...reviewed, version: 2 });
  });

  it('are sealed: neither names nor addresses can be read in the database', async () => {
    const one = await created({ loginHint: 'secret-hint' });
    await store.save(SANDBOX, { ...one, held: { details: { given_name: 'Zenobia' } } }, NOTHING);
    const rows = await opened.db.query('SELECT * FROM attempts WHERE sandbox_id = $1', [SANDBOX]);
    for (const word of ['Zenobia', 'ana@example.com', 'secret-hint'])
      expect(JSON.stringify(rows)).not.toContain(word);
  });

  it('are one per account while not closed', async () => {
    const one = await created();
    const second = { ...one, id: newId('att') };
    expect(await store.create(SANDBOX, second, [])).toEqual({ ok: false, reason: 'exists' });
    expect((await store.current(SANDBOX, one.applicant.account))?.id).toBe(one.id);
    await store.save(
      SANDBOX,
      { ...one, state: 'declined', reasons: [], decidedAt: START },
      NOTHING,
    );
    expect(await store.current(SANDBOX, one.applicant.account)).toBeUndefined();
    expect((await store.create(SANDBOX, second, [])).ok).toBe(true);
  });

  it('are saved once per version, however many try', async () => {
    const one = await created();
    const saves = await Promise.all([1, 2, 3, 4].map(() => store.save(SANDBOX, one, NOTHING)));
    expect(saves.filter(({ ok }) => ok)).toHaveLength(1);
    expect(saves.filter(({ ok }) => !ok)).toEqual(Array(3).fill({ ok: false, reason: 'stale' }));
  });

  it('write their events in the same transaction, and none with a refused save', async () => {
    const one = await created();
    const event = { type: 'verification.submitted', account: one.applicant.account };
    await store.save(SANDBOX, one, { events: [event] });
    await store.save(SANDBOX, one, { events: [event] });
    const written = await opened.events.list(SANDBOX, { account: one.applicant.account });
    expect(written.map(({ type }) => type)).toEqual(['verification.submitted']);
  });

  it('are listed newest first, by account, state and tag, page by page', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) ids.unshift((await created({ tag: 'page' })).id);
    const first = await store.list(SANDBOX, { tag: 'page', limit: 2 });
    expect(first.items.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    const last = await store.list(SANDBOX, { tag: 'page', limit: 2, after: first.next });
    expect(last.items.map(({ id }) => id)).toEqual(ids.slice(2));
    expect(last.next).toBeUndefined();
    expect((await store.list(SANDBOX, { state: 'verified', tag: 'page', limit: 9 })).items).toEqual(
      [],
    );
    const { account: owner } = first.items[0]?.applicant ?? {};
    expect((await store.list(SANDBOX, { account: owner, limit: 9 })).items).toHaveLength(1);
  });

  it('are out of sight in another sandbox', async () => {
    const one = await created();
    expect(await store.find('other', one.id)).toBeUndefined();
    expect(await store.save('default', { ...one, id: 'att_other' }, NOTHING)).toMatchObject({
      reason: 'stale',
    });
  });

  it('let one process at a time run a check, until its claim ends or it saves', async () => {
    const one = await created();
    const processing = { ...one, state: 'processing', step: 'document' } as const;
    const saved = await store.save(SANDBOX, processing, NOTHING);
    if (!saved.ok) throw new Error(saved.reason);
    const claim = (now: number) => store.claimCheck(SANDBOX, saved.value, now, now + 100);
    const claims = await Promise.all([1, 2, 3].map(() => claim(1000)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await claim(1099)).toBe(false);
    expect(await claim(1100)).toBe(true);
    await store.releaseCheck(SANDBOX, saved.value);
    expect(await claim(1101)).toBe(true);
    expect(await store.claimCheck(SANDBOX, one, 9999, 10_000)).toBe(false);
  });

  it('keep pictures sealed, replace them and drop them', async () => {
    const one = await created();
    const keep = { front: Buffer.from('first'), selfie: Buffer.from('face') };
    await store.save(SANDBOX, one, { events: [], keep });
    const again = { events: [], keep: { front: Buffer.from('second') }, drop: ['selfie'] as const };
    await store.save(SANDBOX, { ...one, version: 2 }, again);
    expect((await store.picture(SANDBOX, one.id, 'front'))?.toString()).toBe('second');
    expect(await store.picturesHeld(SANDBOX, one.id)).toEqual(['front']);
    const rows = await opened.db.query<{ content: Buffer }>(
      'SELECT content FROM attempt_pictures WHERE sandbox_id = $1 AND attempt_id = $2',
      [SANDBOX, one.id],
    );
    expect(rows[0]?.content.includes('second')).toBe(false);
    await store.dropPictures(SANDBOX, one.id, ['front']);
    expect(await store.picture(SANDBOX, one.id, 'front')).toBeUndefined();
  });

  it('tell nothing personal once the account is closed and its key gone', async () => {
    const one = await created();
    await store.save(SANDBOX, { ...one, held: { details: { given_name: 'Ana' } } }, NOTHING);
    await opened.db.query(
      'UPDATE accounts SET wrapped_key = NULL WHERE sandbox_id = $1 AND id = $2',
      [SANDBOX, one.applicant.account],
    );
    const found = await store.find(SANDBOX, one.id);
    expect(found).toMatchObject({ id: one.id, held: {}, applicant: { email: '' } });
    expect(await store.save(SANDBOX, { ...one, version: 2 }, NOTHING)).toMatchObject({
      reason: 'stale',
    });
  });

  describe('that are verified', () => {
    async function verified(ssn: string, soleHolder = false) {
      const one = await created();
      const verification: Verification = {
        ...{ attempt: one.id, ial: 2, state: 'verified', verifiedAt: START },
        ...{ pathway: 'self_service', attributes: { given_name: 'Ana', ssn } },
        evidence: [{ type: 'drivers_license', strength: 'strong' }],
      };
      const change = { events: [], verification, soleHolder };
      const saved = await store.save(
        SANDBOX,
        { ...one, state: 'verified', decidedAt: START },
        change,
      );
      return { one, verification, saved };
    }

    it('write their verification along', async () => {
      const { one, verification } = await verified('900110001');
      const { account: owner } = one.applicant;
      expect(await verifications.newest(SANDBOX, owner)).toEqual(verification);
      expect(await store.accountsVerifiedWith(SANDBOX, '900110001')).toEqual([owner]);
      expect(await store.accountsVerifiedWith('other', '900110001')).toEqual([]);
    });

    it('can be revoked, and then hold no SSN any more', async () => {
      const { one } = await verified('900110002');
      const change = { events: [], verificationState: 'revoked', endedAt: START } as const;
      await store.save(SANDBOX, { ...one, version: 2, state: 'revoked', decidedAt: START }, change);
      const newest = await verifications.newest(SANDBOX, one.applicant.account);
      expect(newest?.state).toBe('revoked');
      expect(await store.accountsVerifiedWith(SANDBOX, '900110002')).toEqual([]);
    });

    it('are one per SSN, even when several are decided at once', async () => {
      const racers = await Promise.all([1, 2, 3].map(() => verified('900110003', true)));
      expect(racers.filter(({ saved }) => saved.ok)).toHaveLength(1);
      expect(await store.accountsVerifiedWith(SANDBOX, '900110003')).toHaveLength(1);
    });

    it('can come from elsewhere, and be ended by account', async () => {
      const owner = await account();
      const { verification } = await verified('900110004');
      await verifications.add(SANDBOX, owner, { ...verification, attempt: 'att_elsewhere' }, []);
      expect(await verifications.end(SANDBOX, owner, 'lapsed', START, [])).toBe(true);
      expect((await verifications.newest(SANDBOX, owner))?.state).toBe('lapsed');
      expect(await verifications.end(SANDBOX, owner, 'lapsed', START, [])).toBe(false);
    });
  });

  it('go the whole way from consent to a verification', async () => {
    const requests: { private?: object }[] = [];
    const recording: AttemptStore = {
      ...store,
      save: (sandbox, one, change) => {
        requests.push(...change.events);
        return store.save(sandbox, one, change);
      },
    };
    const proofing = createProofing({
      store: recording,
      checks: stubChecks({ selfie: [passing] }),
      clock: systemClock,
      today: () => Promise.resolve('2027-01-15'),
      piiGuard: true,
    });
    const applicant = { account: await account(), email: 'maria@example.com' };
    const id = await walkTo({ proofing, events: requests as never }, 'review', applicant);
    expect((await proofing.attempts.get(SANDBOX, id))?.state).toBe('verified');
    expect((await verifications.newest(SANDBOX, applicant.account))?.attributes).toMatchObject({
      ...{ given_name: 'Maria', ssn: '900123456' },
    });
  });
});
