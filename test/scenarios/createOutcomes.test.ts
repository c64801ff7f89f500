import { describe, expect, it } from '@jest/globals';
import type { OutcomeRequest } from '../../src/scenarios/index.js';
import { outcomesRoom } from './support.js';

const SANDBOX = 'default';
const MARIA = { account: 'per_maria', email: 'maria@example.com', ssn: '900123456' };

const script = (bend: Partial<OutcomeRequest> = {}): OutcomeRequest => ({
  ...{ match: {}, step: 'document', results: ['pass'] },
  ...bend,
});

async function armed(...requests: OutcomeRequest[]) {
  const outcomes = outcomesRoom();
  const ids: string[] = [];
  for (const request of requests) {
    const created = await outcomes.create(SANDBOX, request);
    if (!created.ok) throw new Error(JSON.stringify(created));
    ids.push(created.value.id);
  }
  const says = async (context: object = MARIA) =>
    (await outcomes.consult(SANDBOX, 'document', context))?.entry.result;
  return { outcomes, ids, says };
}

describe('a script (contract section 5)', () => {
  it('plays one entry per submission, in order, then leaves it to the real thing', async () => {
    const { says } = await armed(script({ results: ['document.image_blurred', 'review', 'pass'] }));
    expect([await says(), await says(), await says(), await says()]).toEqual([
      ...['document.image_blurred', 'review', 'pass', undefined],
    ]);
  });

  it('plays its last entry for ever when then is last, passes when it is pass', async () => {
    const results = ['pass', 'document.expired'];
    const last = await armed(script({ results, then: 'last' }));
    expect([await last.says(), await last.says(), await last.says()]).toEqual([
      ...['pass', 'document.expired', 'document.expired'],
    ]);
    const pass = await armed(script({ results: ['document.expired'], then: 'pass' }));
    expect([await pass.says(), await pass.says()]).toEqual(['document.expired', 'pass']);
  });

  it('plays its list as many times as it says', async () => {
    const { says } = await armed(script({ results: ['document.image_dark', 'pass'], times: 2 }));
    const said = [await says(), await says(), await says(), await says(), await says()];
    expect(said).toEqual(['document.image_dark', 'pass', 'document.image_dark', 'pass', undefined]);
  });

  it('is chosen by most members, then by being newest', async () => {
    const { says } = await armed(
      script({ match: { person: 'per_maria', tag: 't' }, results: ['document.damaged'] }),
      script({ match: { person: 'per_maria' }, results: ['document.image_glare'], then: 'last' }),
      script({ match: { email: 'MARIA@example.com' }, results: ['document.image_dark'] }),
      script({ results: ['document.scan'], then: 'last' }),
    );
    expect(await says({ ...MARIA, tag: 't' })).toBe('document.damaged');
    expect(await says()).toBe('document.image_dark');
    expect(await says({ account: 'per_other' })).toBe('document.scan');
  });

  it.each([
    ['person', 'per_maria', 'account'],
    ['person', 'Maria@Example.com', 'account'],
    ['ssn', '900-12-3456', 'ssn'],
    ['client_id', 'irs', 'client'],
    ['login_hint', 'hint', 'loginHint'],
    ['state', 'xyz', 'state'],
    ['tag', 'run-1', 'tag'],
  ] as const)('matches by %s %s, and nobody else', async (member, value, known) => {
    const { says } = await armed(script({ match: { [member]: value }, then: 'last' }));
    const context = { ...MARIA, client: 'irs', loginHint: 'hint', state: 'xyz', tag: 'run-1' };
    expect(await says(context)).toBe('pass');
    expect(await says({ ...context, email: 'x@example.com', [known]: 'another' })).toBeUndefined();
  });

  it('shows what was consumed, when and by which attempt', async () => {
    const { outcomes, ids } = await armed(script({ results: ['pass', 'pass'] }));
    await outcomes.consult(SANDBOX, 'document', { ...MARIA, attempt: 'att_1', submission: 0 });
    expect(await outcomes.get(SANDBOX, String(ids[0]))).toMatchObject({
      entries_left: 1,
      consumed: [{ entry: 0, at: '1970-01-01T00:00:01.000Z', attempt: 'att_1' }],
    });
  });

  it('waits as long as the entry, or the script, says', async () => {
    const { says } = await armed(script({ results: ['pass'], delay_ms: 30 }));
    const began = performance.now();
    await says();
    expect(performance.now() - began).toBeGreaterThan(25);
  });

  it('may be created again under its id with the same body, and not with another', async () => {
    const outcomes = outcomesRoom();
    expect(await outcomes.create(SANDBOX, script(), 'mine')).toMatchObject({ again: false });
    expect(await outcomes.create(SANDBOX, script(), 'mine')).toMatchObject({ again: true });
    expect(await outcomes.create(SANDBOX, script({ then: 'last' }), 'mine')).toEqual({
      ...{ ok: false, reason: 'exists' },
    });
  });

  const vendor = (results: OutcomeRequest['results']) => script({ results });
  it.each([
    ['/step', script({ step: 'passport' })],
    ['/results', script({ results: [] })],
    ['/results', script({ results: Array.from({ length: 101 }, () => 'pass') })],
    ['/results/1', script({ results: ['pass', 'selfie.face_mismatch'] })],
    ['/results/0', script({ results: ['fail'] })],
    ['/results/0', vendor([{}])],
    ['/results/0/result', vendor([{ result: 'no_show' }])],
    ['/results/0/reason', vendor([{ result: 'fail' }])],
    ['/results/0/reason', vendor([{ result: 'fail', reason: 'liveness.mask' }])],
    ['/results/0/vendor_error', vendor([{ vendor_error: 'slow' }])],
    ['/results/0/vendor_error', vendor([{ result: 'pass', vendor_error: 'timeout' }])],
    ['/results/0/delay_ms', vendor([{ result: 'pass', delay_ms: 25_001 }])],
    ['/results/0/colour', vendor([{ result: 'pass', colour: 'red' } as object])],
    ['/results/0/data/shoe_size', vendor([{ result: 'pass', data: { shoe_size: 9 } }])],
    ['/results/0/data', { ...vendor([{ result: 'pass', data: {} }]), step: 'selfie' }],
    ['/results/0/resolves', vendor([{ result: 'pass', resolves: { after: 'P1D', as: 'pass' } }])],
    [
      '/results/0/resolves/after',
      vendor([{ result: 'review', resolves: { after: 'soon', as: 'pass' } }]),
    ],
    [
      '/results/0/resolves/as',
      vendor([{ result: 'review', resolves: { after: 'P1D', as: 'no' } }]),
    ],
    ['/then', script({ then: 'stop' })],
    ['/times', script({ times: 0 })],
    ['/delay_ms', script({ delay_ms: -1 })],
    ['/match/ssn', script({ match: { ssn: '123-45-6789' } })],
    ['/match/ssn', script({ match: { ssn: '12' } })],
    ['/match/tag', script({ match: { tag: '' } })],
    ['/match/shoe', script({ match: { shoe: 'x' } as object })],
  ])('is refused naming %s', async (path, request) => {
    const created = await outcomesRoom().create(SANDBOX, request);
    expect(created).toMatchObject({ ok: false, reason: 'invalid' });
    if (!created.ok && created.reason === 'invalid')
      expect(created.problems.map((problem) => problem.path)).toContain(path);
  });

  it.each([
    ['referee', ['pass', 'no_show', { result: 'fail', reason: 'data.name_mismatch' }]],
    ['in_person', ['fail']],
    ['letter', ['contact.confirmation_code_expired']],
    ['sign_in', ['session.expired']],
    ['second_factor', ['contact.confirmation_code_wrong']],
    ['consent', ['policy.consent_declined']],
    ['email_delivery', ['vendor.timeout']],
    ['sms_delivery', [{ vendor_error: 'unavailable' }]],
  ])('for %s is known, and its entry is told to who asks', async (step, results) => {
    const { outcomes } = await armed({ ...script(), step, results });
    const said = await outcomes.consult(SANDBOX, step as 'referee', MARIA);
    expect(said?.entry).toEqual(
      typeof results[0] === 'string' ? { result: results[0] } : results[0],
    );
  });
});
