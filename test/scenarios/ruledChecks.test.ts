import { describe, expect, it } from '@jest/globals';
import { DAY, HOUR } from '../../src/platform/clock.js';
import type { CheckContext, CheckReport } from '../../src/proofing/index.js';
import type { OutcomeRequest } from '../../src/scenarios/index.js';
import {
  inOrder,
  parseDuration,
  ruledDocumentCheck,
  ruledRecordsCheck,
  ruledSelfieCheck,
  scriptLayer,
  stepScript,
} from '../../src/scenarios/index.js';
import { outcomesRoom } from './support.js';

const CONTEXT: CheckContext = {
  ...{ sandbox: 'default', attempt: 'att_1', account: 'per_1', email: 'maria@example.com' },
  today: '2027-01-15',
};
const REAL: CheckReport = {
  ...{ outcome: 'pass', reasons: [], checks: [{ name: 'real', result: 'pass' }] },
  ...{ decidedBy: 'engine', timingsMs: { face: 7 } },
};
const untouched = () => Promise.reject(new Error('a picture was touched'));

async function checks(scripts: Pick<OutcomeRequest, 'step' | 'results'>[], real = REAL) {
  const outcomes = outcomesRoom();
  for (const script of scripts) await outcomes.create('default', { match: {}, ...script });
  const layer = scriptLayer(outcomes);
  const document = ruledDocumentCheck({ check: () => Promise.resolve(real) }, layer);
  const selfie = ruledSelfieCheck({ check: () => Promise.resolve(real) }, layer);
  const records = ruledRecordsCheck({ check: () => Promise.resolve(real) }, layer);
  const steps = stepScript(layer, inOrder(), outcomes);
  return {
    document: () => document.check(CONTEXT, 'passport', untouched),
    selfie: () => selfie.check(CONTEXT, untouched, undefined),
    records: () => records.check(CONTEXT, {}, undefined),
    step: (step: 'phone' | 'fraud' | 'decision') => steps.consult(CONTEXT, step),
  };
}

describe('a scripted check', () => {
  it('decides without touching a picture, and says that a script did', async () => {
    const { document } = await checks([{ step: 'document', results: ['pass'] }]);
    expect(await document()).toMatchObject({ outcome: 'pass', decidedBy: 'script' });
  });

  it('leaves to the real one what no script decides', async () => {
    const { document, selfie, records, step } = await checks([]);
    expect([await document(), await selfie(), await records()]).toEqual([REAL, REAL, REAL]);
    expect(await step('fraud')).toBeUndefined();
  });

  it.each([
    ['document.image_blurred', 'retry'],
    ['document.tampered', 'fail'],
    ['document.front_back_mismatch', 'review'],
  ] as const)('gives %s its usual outcome, %s', async (reason, outcome) => {
    const { document } = await checks([{ step: 'document', results: [reason] }]);
    expect(await document()).toMatchObject({ outcome, reasons: [reason] });
  });

  it('gives a reason the outcome that the script wants', async () => {
    const entry = { result: 'fail', reason: 'document.image_blurred' };
    const { document } = await checks([{ step: 'document', results: [entry] }]);
    expect(await document()).toMatchObject({
      outcome: 'fail',
      reasons: ['document.image_blurred'],
    });
  });

  it.each([
    [{ vendor_error: 'timeout' }, 'vendor.timeout'],
    [{ result: 'fail', vendor_error: 'timeout' }, 'vendor.timeout'],
    [{ vendor_error: 'unavailable' }, 'vendor.unavailable'],
    [{ vendor_error: 'malformed' }, 'vendor.parse_error'],
    ['document.issuer_unavailable', 'document.issuer_unavailable'],
  ] as const)('plays the vendor fault %j', async (entry, reason) => {
    const { document } = await checks([{ step: 'document', results: [entry] }]);
    expect(await document()).toEqual({ outcome: 'error', reasons: [reason], decidedBy: 'script' });
  });

  it('says what the document says, when the script has data', async () => {
    const entry = { result: 'pass', data: { family_name: 'Newcomer', number: 'U7' } };
    const { document } = await checks([{ step: 'document', results: [entry] }]);
    expect(await document()).toMatchObject({
      extracted: { type: 'passport', family_name: 'Newcomer', number: 'U7' },
    });
  });

  it('carries how a review ends by itself', async () => {
    const entry = { result: 'review', resolves: { after: 'P1D', as: 'data.name_mismatch' } };
    const { records } = await checks([{ step: 'records', results: [entry] }]);
    expect(await records()).toMatchObject({
      ...{ outcome: 'review', resolves: { afterMs: DAY, as: 'data.name_mismatch' } },
    });
  });

  it('may decide liveness and leave the face to the real one', async () => {
    const { selfie } = await checks([{ step: 'liveness', results: ['liveness.mask'] }]);
    expect(await selfie()).toMatchObject({ outcome: 'fail', reasons: ['liveness.mask'] });
  });

  it('may pass a liveness that really failed', async () => {
    const real = { ...REAL, outcome: 'fail', reasons: ['liveness.failed'] } as const;
    const { selfie } = await checks([{ step: 'liveness', results: ['pass'] }], real);
    expect(await selfie()).toMatchObject({ outcome: 'pass', reasons: [], decidedBy: 'script' });
  });

  it('lets the worse of face and liveness decide, without a picture when both are scripted', async () => {
    const { selfie } = await checks([
      { step: 'selfie', results: ['selfie.low_quality', 'pass'] },
      { step: 'liveness', results: ['pass', { vendor_error: 'timeout' }] },
    ]);
    expect(await selfie()).toMatchObject({ outcome: 'retry', reasons: ['selfie.low_quality'] });
    expect(await selfie()).toMatchObject({ outcome: 'error', reasons: ['vendor.timeout'] });
  });

  it('speaks for steps without a check of their own', async () => {
    const { step } = await checks([
      { step: 'phone', results: ['contact.phone_voip'] },
      { step: 'fraud', results: ['fraud.velocity'] },
      { step: 'decision', results: ['pass'] },
    ]);
    expect(await step('phone')).toMatchObject({ outcome: 'retry' });
    expect(await step('fraud')).toMatchObject({ outcome: 'review' });
    expect(await step('decision')).toMatchObject({ outcome: 'pass' });
  });
});

describe('durations', () => {
  it.each([
    ['P1D', DAY],
    ['P1DT2H', DAY + 2 * HOUR],
    ['P2W', 14 * DAY],
    ['PT90S', 90_000],
    ['13h', 13 * HOUR],
    ['30d', 30 * DAY],
    ['P', undefined],
    ['PT', undefined],
    ['P1DT', undefined],
    ['P1Y', undefined],
    ['-1d', undefined],
    ['1.5h', undefined],
  ])('reads %s as %s ms', (text, ms) => expect(parseDuration(text)).toBe(ms));
});
