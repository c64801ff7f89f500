import { describe, expect, it } from '@jest/globals';
import type { CheckContext, CheckReport, DocumentReport } from '../../src/proofing/index.js';
import {
  isMagicCode,
  magicDelivery,
  magicDocumentCheck,
  magicRecordsCheck,
  magicSelfieCheck,
  readPayload,
  type MagicMode,
} from '../../src/scenarios/index.js';

const CONTEXT: CheckContext = {
  ...{ sandbox: 'default', attempt: 'att_1', account: 'per_1', email: 'maria@example.com' },
  today: '2027-01-15',
};
const REAL: CheckReport = {
  ...{ outcome: 'pass', reasons: [], checks: [], decidedBy: 'engine', timingsMs: {} },
};
const bytes = (text: string) => Buffer.from(text);

const document = async (yaml: string, mode: MagicMode = 'logingov') =>
  magicDocumentCheck(
    { check: () => Promise.resolve(REAL) },
    { modeOf: () => Promise.resolve(mode), pictureOf: () => Promise.resolve(undefined) },
  ).check(CONTEXT, 'drivers_license', () =>
    Promise.resolve({ front: bytes('\x89PNG'), back: bytes(yaml) }),
  ) as Promise<DocumentReport>;

describe('a payload document (Login.gov sandbox: identity-idp doc_auth mock)', () => {
  it('is read for what it says', async () => {
    const said = await document(
      `document:
  first_name: Susan
  last_name: Smith
  address1: 1 Microsoft Way
  city: Baltimore
  state: MD
  zipcode: '21224'
  dob: 10/06/1958
  state_id_number: 111111111111
  state_id_jurisdiction: MD
  state_id_expiration: 2099-01-01`,
    );
    expect(said).toMatchObject({
      ...{ outcome: 'pass', decidedBy: 'payload' },
      extracted: {
        ...{ given_name: 'Susan', family_name: 'Smith', birthdate: '1958-10-06' },
        ...{ number: '111111111111', issuer: 'MD', expires_on: '2099-01-01' },
        address: { region: 'MD', postal_code: '21224' },
      },
    });
  });

  it.each([
    ['document: { state_id_expiration: 2020-01-01 }', 'document.expired'],
    ['document: { document_type_received: passport }', 'document.type_not_supported'],
    ['image_metrics: { back: { HorizontalResolution: 50 } }', 'document.image_too_small'],
    ['image_metrics: { front: { SharpnessMetric: 10 } }', 'document.image_blurred'],
    ['image_metrics: { back: { GlareMetric: 10 } }', 'document.image_glare'],
    ['failed_alerts: [{ name: Document Expired, result: Failed }]', 'document.expired'],
    ['failed_alerts: [{ name: Visible Pattern }]', 'document.security_features_missing'],
    ['failed_alerts: [{ name: 2D Barcode Read, result: Failed }]', 'document.barcode_unreadable'],
    ['doc_auth_result: Failed', 'document.unreadable_data'],
    ['{ "transaction_status": "failed" }', 'document.unreadable_data'],
    ['passport_check_result: { PassportCheckResult: Fail }', 'document.issuer_record_mismatch'],
    ['classification_info: { Back: { ClassName: Tribal ID } }', 'document.type_not_supported'],
    ['classification_info: { Front: { CountryCode: CAN } }', 'document.country_not_supported'],
    ['http_status: { back: 440 }', 'document.image_too_small'],
    ['http_status: { back: 500 }', 'vendor.unavailable'],
    ['passport_check_result: { NetworkResult: Fail }', 'document.issuer_unavailable'],
    ['transaction_status: error', 'vendor.parse_error'],
  ])('%s means %s', async (yaml, reason) => {
    expect((await document(yaml)).reasons).toEqual([reason]);
  });

  it.each([
    ['failed_alerts: [{ name: 2D Barcode Read, result: Attention }]'],
    ['{ transaction_status: passed, doc_auth_result: Failed }'],
    ['something: unknown'],
  ])('%s passes', async (yaml) => {
    expect(await document(yaml)).toMatchObject({ outcome: 'pass', decidedBy: 'payload' });
  });

  it('counts only where the client says so, and pictures are the real check’s', async () => {
    expect(await document('doc_auth_result: Failed', 'off')).toBe(REAL);
    expect(await document('\x89PNG')).toBe(REAL);
  });

  it.each([
    ['[1, 2]', 'payload_no_mapping'],
    ['just words', 'payload_no_mapping'],
    ['a: [b', 'payload_unreadable'],
    ['\x00\x01', 'not_text'],
    [`a: ${'x'.repeat(70_000)}`, 'not_text'],
    [`a: &a [x]\nb: [${'*a, '.repeat(50)}]`, 'payload_unreadable'],
  ])('is refused as %j', (text, reason) => {
    expect(readPayload(bytes(text))).toMatchObject({ ok: false, reason });
  });

  const selfie = (own: string, back: string) =>
    magicSelfieCheck(
      { check: () => Promise.resolve(REAL) },
      {
        modeOf: () => Promise.resolve('logingov'),
        pictureOf: (_s, _a, kind) => Promise.resolve(kind === 'back' ? bytes(back) : undefined),
      },
    ).check(CONTEXT, () => Promise.resolve(bytes(own)), undefined);

  it.each([
    ['portrait_match_results: { FaceMatchResult: Fail }', 'selfie.face_mismatch'],
    ["portrait_match_results: { FaceErrorMessage: 'Liveness: NotLive' }", 'liveness.failed'],
    ["portrait_match_results: { FaceErrorMessage: 'Liveness: PoorQuality' }", 'selfie.low_quality'],
  ])('%s decides the selfie, in the selfie or in the document', async (yaml, reason) => {
    expect((await selfie(yaml, '\x89')).reasons).toEqual([reason]);
    expect((await selfie('\x89', yaml)).reasons).toEqual([reason]);
  });

  it('without a word of the face lets the selfie pass', async () => {
    const passed = await selfie('\x89', 'document: {}');
    expect(passed).toMatchObject({ outcome: 'pass', decidedBy: 'payload' });
  });
});

describe('magic values', () => {
  const records = (mode: MagicMode, details: object, number?: string) =>
    magicRecordsCheck(
      { check: () => Promise.resolve(REAL) },
      { modeOf: () => Promise.resolve(mode), pictureOf: () => Promise.resolve(undefined) },
    ).check(CONTEXT, details, number === undefined ? undefined : { type: 'state_id', number });
  const address = { street_address: '1 A', locality: 'B', region: 'ZC', country: 'US' };

  it.each([
    ['logingov', { ssn: '000000000' }, 'vendor.unavailable'],
    ['logingov', { given_name: 'Fail' }, 'vendor.unavailable'],
    ['logingov', { given_name: 'Time' }, 'vendor.timeout'],
    ['logingov', { given_name: 'Anna Parse' }, 'vendor.parse_error'],
    ['logingov', { given_name: 'bad' }, 'data.name_mismatch'],
    ['logingov', { address: { ...address, postal_code: '00000' } }, 'data.address_mismatch'],
    ['logingov', { phone: '+17035555555' }, 'contact.phone_unverified'],
    ['logingov', { phone: '+17035555888' }, 'vendor.timeout'],
    ['logingov', { given_name: 'USPS waiting' }, 'vendor.timeout'],
    ['logingov', { given_name: 'usps server error' }, 'vendor.unavailable'],
    ['logingov', { given_name: 'usps invalid response' }, 'vendor.parse_error'],
    [
      'logingov',
      { address: { ...address, street_address: 'usps waiting', postal_code: '98701' } },
      'vendor.timeout',
    ],
    ['idme', { phone: '+18884175429' }, 'document.expired'],
    ['idme', { phone: '+18885118708' }, 'data.underage'],
    ['idme', { phone: '+19995551234' }, 'data.phone_mismatch'],
    ['idme', { phone: '+19995551008' }, 'fraud.known_fraud'],
  ] as const)('of %s: %j triggers %s', async (mode, details, reason) => {
    expect(await records(mode, details)).toMatchObject({
      ...{ reasons: [reason], decidedBy: 'magic_value' },
    });
  });

  it('of a document’s number ask nobody', async () => {
    expect((await records('logingov', {}, '0000')).reasons).toEqual([
      'document.issuer_record_mismatch',
    ]);
    expect((await records('logingov', {}, 'mvatimeout')).reasons).toEqual([
      'document.issuer_unavailable',
    ]);
  });

  it.each([
    ['logingov', { ssn: '900123456' }],
    ['idme', { phone: '+18885551234' }],
  ] as const)('of %s pass with %j, whatever the records hold', async (mode, details) => {
    expect(await records(mode, details)).toMatchObject({
      ...{ outcome: 'pass', decidedBy: 'magic_value' },
    });
  });

  it.each([
    ['logingov', { ssn: '123121234' }],
    ['logingov', { given_name: 'Timea' }],
    ['idme', { given_name: 'Fail', phone: '+12065550142' }],
    ['off', { given_name: 'Fail', phone: '+19995551234' }],
  ] as const)(
    'of %s leave %j to the records: whole words alone, and nothing else fails',
    async (mode, details) => {
      expect(await records(mode, details)).toBe(REAL);
    },
  );

  it.each([
    ['logingov', '+12255551000', false, { how: 'again', reason: 'vendor.unavailable' }],
    ['logingov', '+12255552000', false, { how: 'lost', reason: 'contact.phone_voip' }],
    ['logingov', '+12255559999', true, { how: 'lost', reason: 'contact.phone_unverified' }],
    ['logingov', '+12255553000', false, { how: 'lost', reason: 'contact.phone_unverified' }],
    ['logingov', '+12255553000', true, undefined],
    ['logingov', '+12255551001', false, undefined],
    ['idme', '+12255552000', false, undefined],
    ['off', '+12255552000', false, undefined],
  ] as const)('of %s on the way to %s (voice: %s): %j', async (mode, to, voice, delivery) => {
    const silent = { consult: () => Promise.resolve(undefined) };
    const arrives = { how: 'arrives', afterMs: 0 } as const;
    const loud = { consult: () => Promise.resolve(arrives) };
    const modeOf = () => Promise.resolve(mode);
    const message = { client: 'app', to, voice };
    const sent = magicDelivery(silent, modeOf).consult('default', 'sms', message);
    expect(await sent).toEqual(delivery);
    expect(await magicDelivery(loud, modeOf).consult('default', 'sms', message)).toBe(arrives);
  });

  it.each([
    ['idme', '+18885551234', '123123', true],
    ['idme', '+18885551234', '123124', false],
    ['idme', '+12065550142', '123123', false],
    ['logingov', '+18885551234', '123123', false],
  ] as const)('of %s for %s and %s: the code counts, %s', (mode, phone, code, counts) => {
    expect(isMagicCode(mode, phone, code)).toBe(counts);
  });
});
