import { describe, expect, it } from '@jest/globals';
import { createChecks } from '../../src/app/checks.js';
import { standingOutcomes } from '../../src/app/standing.js';
import type { CheckContext, CheckReport, ReasonCode } from '../../src/proofing/index.js';
import { outcomesRoom } from './support.js';

const CONTEXT: CheckContext = {
  ...{ sandbox: 'default', attempt: 'att_1', account: 'per_1', email: 'maria@example.com' },
  ...{ client: 'app', today: '2027-01-15' },
};
const ADDRESS = { street_address: '1 A', locality: 'B', region: 'ZC', country: 'US' };
/** A ZIP code that Login.gov's sandbox takes for a mismatch. */
const MAGIC = { family_name: 'Alvarez', address: { ...ADDRESS, postal_code: '00000' } };
const PLAIN = { family_name: 'Alvarez', address: { ...ADDRESS, postal_code: '98701' } };
const PAYLOAD = Buffer.from('document: { state_id_expiration: 2020-01-01 }');

/** Who speaks: each layer gives its own reason, so that the answer shows whose word counted. */
interface Speaks {
  readonly script?: string;
  readonly payload?: boolean;
  readonly magic?: boolean;
  readonly story?: Readonly<Record<string, string>>;
  readonly client?: Readonly<Record<string, string>>;
  readonly organisation?: Readonly<Record<string, string>>;
}

const ENGINE: CheckReport = {
  ...{ outcome: 'pass', reasons: [], checks: [], decidedBy: 'engine', timingsMs: {} },
};

/** The app's own checks over an engine that finds nothing. */
async function checksOf({ script, story, client, organisation }: Speaks) {
  const outcomes = outcomesRoom();
  for (const step of script === undefined ? [] : (['document', 'records', 'phone'] as const))
    await outcomes.create('default', { match: {}, step, results: ['review'], then: 'last' });
  const nobody = () => Promise.resolve(undefined);
  const found = <T>(value: unknown) => Promise.resolve(value as T);
  const press = { personas: { list: () => [], get: () => ({ id: 'felix', story }) } } as never;
  const standing = standingOutcomes({
    accounts: { get: () => found({ persona: 'felix' }) },
    partners: {
      getClient: () =>
        found({ clientId: 'app', partner: 'bureau', profileOptions: { outcomes: client } }),
      getPartner: () => found({ id: 'bureau', policy: { outcomes: organisation } }),
    },
    press,
  });
  return createChecks({
    engine: {
      documentCheck: { check: () => Promise.resolve(ENGINE) },
      selfieCheck: { check: () => Promise.resolve(ENGINE) },
    },
    ...{ outcomes, standing, press, recordsMode: 'open' },
    records: { bySsn: nobody, byDocument: nobody, byPhone: nobody },
    magic: { modeOf: () => Promise.resolve('logingov'), pictureOf: nobody },
  });
}

async function document(speaks: Speaks) {
  const { document: check } = await checksOf(speaks);
  const front = speaks.payload ? PAYLOAD : Buffer.from('\x89PNG');
  return check.check(CONTEXT, 'passport', () => Promise.resolve({ front }));
}

async function records(speaks: Speaks) {
  const { records: check } = await checksOf(speaks);
  return check.check(CONTEXT, speaks.magic ? MAGIC : PLAIN, undefined);
}

const STORY = {
  document: 'document.tampered',
  records: 'data.underage',
  phone: 'contact.phone_sim_swap',
};
const CLIENT = {
  document: 'document.scan',
  records: 'data.name_mismatch',
  phone: 'contact.phone_voip',
};
const ORGANISATION = {
  document: 'document.damaged',
  records: 'data.dob_mismatch',
  selfie: 'selfie.face_mismatch',
};
const decided = (decidedBy: string, reason?: ReasonCode) => ({
  decidedBy,
  reasons: reason === undefined ? [] : [reason],
});

describe('whose word counts (contract section 5), each layer alone', () => {
  it.each([
    ['a script', { script: 'review' }, decided('script')],
    ['a payload document', { payload: true }, decided('payload', 'document.expired')],
    ['a story', { story: STORY }, decided('persona', 'document.tampered')],
    ['a client', { client: CLIENT }, decided('partner', 'document.scan')],
    ['an organisation', { organisation: ORGANISATION }, decided('partner', 'document.damaged')],
    ['nobody', {}, decided('engine')],
  ] as const)('decides a document: %s', async (_who, speaks, said) => {
    expect(await document(speaks)).toMatchObject(said);
  });

  it.each([
    ['a magic value', { magic: true }, decided('magic_value', 'data.address_mismatch')],
    ['nobody', {}, decided('records')],
  ] as const)('decides the details: %s', async (_who, speaks, said) => {
    expect(await records(speaks)).toMatchObject(said);
  });
});

describe('of two neighbours in the order of precedence', () => {
  it.each([
    ['a script before a payload document', { script: 'review', payload: true }, decided('script')],
    [
      'a payload document before a story',
      { payload: true, story: STORY },
      decided('payload', 'document.expired'),
    ],
    [
      'a story before a client',
      { story: STORY, client: CLIENT },
      decided('persona', 'document.tampered'),
    ],
    [
      'a client before its organisation',
      { client: CLIENT, organisation: ORGANISATION },
      decided('partner', 'document.scan'),
    ],
  ] as const)('%s decides', async (_who, speaks, said) => {
    expect(await document(speaks)).toMatchObject(said);
  });

  it.each([
    ['a script before a magic value', { script: 'review', magic: true }, decided('script')],
    [
      'a magic value before a story',
      { magic: true, story: STORY },
      decided('magic_value', 'data.address_mismatch'),
    ],
    ['a client before the sources', { client: CLIENT }, decided('partner', 'data.name_mismatch')],
  ] as const)('%s decides the details', async (_who, speaks, said) => {
    expect(await records(speaks)).toMatchObject(said);
  });

  it('a code by magic value is outdone by a script, and outdoes a story', async () => {
    const magic: CheckReport = { ...ENGINE, decidedBy: 'magic_value' };
    const said = async (speaks: Speaks) =>
      (await checksOf(speaks)).script.consult(CONTEXT, 'phone', magic);
    expect(await said({ script: 'review' })).toMatchObject({ decidedBy: 'script' });
    expect(await said({ story: STORY })).toMatchObject({ decidedBy: 'magic_value' });
    const plain = (await checksOf({ story: STORY })).script;
    expect(await plain.consult(CONTEXT, 'phone')).toMatchObject(
      decided('persona', 'contact.phone_sim_swap'),
    );
  });
});

describe('what always holds', () => {
  it('names whose word it is, and leaves to the engine what it does not mention', async () => {
    const { selfie, document: check } = await checksOf({
      client: CLIENT,
      organisation: ORGANISATION,
    });
    const face = () => Promise.resolve(Buffer.from('\x89PNG'));
    const front = Buffer.from('\x89PNG');
    const pictures = () => Promise.resolve({ front });
    const ruled = (await check.check(CONTEXT, 'passport', pictures)) as CheckReport;
    expect(ruled.checks).toEqual([
      expect.objectContaining({ name: 'partner.document', evidence: { partner: 'app' } }),
    ]);
    expect(await selfie.check(CONTEXT, face, undefined)).toMatchObject({
      ...{ outcome: 'retry', reasons: ['selfie.face_mismatch'], decidedBy: 'partner' },
    });
    const bare = await checksOf({ client: CLIENT });
    expect(await bare.selfie.check(CONTEXT, face, undefined)).toBe(ENGINE);
  });

  it('does not count where its words belong to another step', async () => {
    const odd = { document: 'contact.phone_voip', selfie: 'retry', sign_in: 'fail' };
    expect(await document({ story: odd, client: odd })).toBe(ENGINE);
  });
});
