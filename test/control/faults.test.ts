import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { openControl, type Control } from './support.js';

let control: Control;
beforeAll(async () => {
  control = await openControl();
});
afterAll(() => control.close());
afterEach(() => control.call('DELETE', '/faults'));
const call: Control['call'] = (...args) => control.call(...args);

const errorOf = async (body: object) => {
  const { status, body: problem } = await call('POST', '/faults', body);
  return [status, problem.errors[0]];
};

describe('faults (contract section 6)', () => {
  it('are made, told, listed newest first, counted and deleted', async () => {
    const body = { at: 'token', kind: 'status', status: 503, times: 2, body: { error: 'down' } };
    const made = await call('POST', '/faults', { id: 'down', ...body });
    expect([made.status, made.body]).toEqual([
      201,
      {
        ...{ id: 'down', match: {}, ...body, used: 0, times_left: 2 },
        created_at: expect.any(String),
      },
    ]);
    expect((await call('GET', '/faults/down')).body).toEqual(made.body);
    const second = (await call('POST', '/faults', { kind: 'wrong_nonce' })).body;
    expect(second).toMatchObject({ id: expect.stringMatching(/^flt_/), at: 'token' });
    const page = (await call('GET', '/faults?limit=1')).body;
    expect(page).toEqual({ items: [second], next: second.id });
    const rest = (await call('GET', `/faults?after=${page.next}`)).body;
    expect(rest).toEqual({ items: [made.body] });
    expect((await call('DELETE', '/faults/down')).status).toBe(204);
    expect((await call('DELETE', '/faults/down')).status).toBe(404);
    expect((await call('GET', '/faults/down')).status).toBe(404);
    expect((await call('DELETE', '/faults')).status).toBe(204);
    expect((await call('GET', '/faults')).body).toEqual({ items: [] });
  });

  it('are the same when made again with the same body, and taken with another', async () => {
    const body = { id: 'slow', at: 'userinfo', kind: 'delay', ms: 100, match: { tag: 't' } };
    expect((await call('POST', '/faults', body)).status).toBe(201);
    expect((await call('POST', '/faults', body)).status).toBe(200);
    expect((await call('POST', '/faults', { ...body, ms: 101 })).status).toBe(409);
  });

  it('look a person up once, now', async () => {
    const { id, email } = (await call('POST', '/people', {})).body;
    const at = { at: 'token', kind: 'hang_up' };
    const made = await call('POST', '/faults', { ...at, match: { person: email } });
    expect(made.body.match).toEqual({ person: id });
    const unknown = await errorOf({ ...at, match: { person: 'nobody@example.com' } });
    expect(unknown).toMatchObject([422, { path: '/match/person' }]);
  });

  it.each([
    [{ at: 'token', kind: 'bogus' }, '/kind', 'wrong_nonce'],
    [{ at: 'nowhere', kind: 'hang_up' }, '/at', 'webhook'],
    [{ kind: 'hang_up' }, '/at', 'discovery'],
    [{ at: 'token' }, '/kind', 'status'],
    [{ at: 'token', kind: 'hang_up', ms: 1 }, '/ms', 'times'],
    [{ at: 'token', kind: 'stale_jwks' }, '/kind', 'claim'],
    [{ at: 'authorize', kind: 'wrong_nonce' }, '/kind', 'access_denied'],
    [{ at: 'mail', kind: 'status', status: 500 }, '/kind', 'drop'],
    [{ at: 'jwks', kind: 'hang_up', match: { person: 'maria' } }, '/match/person', undefined],
    [
      { at: 'discovery', kind: 'hang_up', match: { client_id: 'x' } },
      '/match/client_id',
      undefined,
    ],
    [{ at: 'token', kind: 'hang_up', match: { state: 'x' } }, '/match/state', 'tag'],
    [{ at: 'token', kind: 'status', status: 99 }, '/status', undefined],
    [{ at: 'token', kind: 'status' }, '/status', undefined],
    [
      { at: 'token', kind: 'status', status: 500, headers: { 'set-cookie': 'a' } },
      '/headers/set-cookie',
      undefined,
    ],
    [
      { at: 'token', kind: 'status', status: 500, headers: { 'a b': 'a' } },
      '/headers/a b',
      undefined,
    ],
    [{ at: 'token', kind: 'delay', ms: 120_001 }, '/ms', undefined],
    [{ at: 'webhook', kind: 'delay', ms: 25_001 }, '/ms', undefined],
    [{ at: 'token', kind: 'hang_up', times: 0 }, '/times', undefined],
    [{ at: 'token', kind: 'oauth_error', error: 'a"b' }, '/error', undefined],
    [{ at: 'token', kind: 'claim', claim: 'x' }, '/value', undefined],
    [{ at: 'token', kind: 'claim', claim: 'x', value: 1, remove: true }, '/value', undefined],
    [{ at: 'token', kind: 'claim', token: 'userinfo', claim: 'x', value: 1 }, '/token', 'id'],
    [{ at: 'userinfo', kind: 'claim', token: 'id', claim: 'x', value: 1 }, '/token', 'userinfo'],
    [{ at: 'token', kind: 'claim', token: 'logout', claim: 'x', value: 1 }, '/token', 'id'],
    [
      { at: 'token', kind: 'claim', token: 'access', claim: 'sub', value: 1 },
      '/claim',
      'expires_in',
    ],
    [{ at: 'token', kind: 'signature', token: 'access', how: 'none' }, '/token', 'id'],
    [{ at: 'token', kind: 'signature', how: 'rot13' }, '/how', 'none'],
    [{ at: 'webhook', kind: 'signature', how: 'none' }, '/how', 'corrupt'],
    [{ at: 'token', kind: 'clock_skew', seconds: 1.5 }, '/seconds', undefined],
  ])('refuse %j', async (body, path, known) => {
    const [status, error] = await errorOf(body);
    expect([status, error.path]).toEqual([422, path]);
    if (known !== undefined) expect(error.known).toContain(known);
    expect((await call('GET', '/faults')).body.items).toEqual([]);
  });

  it('are a thousand at most in a sandbox', async () => {
    const made = await Promise.all(
      Array.from({ length: 1001 }, () => call('POST', '/faults', { kind: 'wrong_nonce' })),
    );
    expect(made.filter(({ status }) => status === 201)).toHaveLength(1000);
    expect(made.filter(({ status }) => status === 429)).toHaveLength(1);
  });
});

describe('the catalogue of faults', () => {
  it('tells of each where it can be, what belongs to it, and what a correct client does', async () => {
    const { items } = (await call('GET', '/catalogue/faults')).body;
    expect(items.map(({ id }: { id: string }) => id)).toEqual([
      ...['status', 'delay', 'hang_up', 'malformed', 'oauth_error', 'claim', 'signature'],
      ...['clock_skew', 'stale_jwks', 'replay_code', 'drop_state', 'wrong_state', 'mix_up'],
      ...['duplicate', 'reorder', 'drop', 'wrong_nonce', 'invalid_signature', 'token_expired'],
      ...['token_not_valid_yet', 'wrong_issuer', 'wrong_audience', 'access_denied'],
      'temporarily_unavailable',
    ]);
    for (const { id, sentence, at, correct_client } of items) {
      expect([id, at.length]).not.toEqual([id, 0]);
      expect(`${sentence} ${correct_client}`).toMatch(/^[A-Z].{20,}\.$/);
    }
    const status = items.find(({ id }: { id: string }) => id === 'status');
    expect(status.members).toEqual(['status', 'body', 'headers']);
  });

  it('says what can be made: every kind at every place of its own', async () => {
    const { items } = (await call('GET', '/catalogue/faults')).body;
    const needed: Record<string, object> = {
      ...{ status: { status: 500 }, delay: { ms: 5 }, oauth_error: { error: 'server_error' } },
      ...{ claim: { claim: 'x', value: 1 }, signature: { how: 'corrupt' } },
      clock_skew: { seconds: 60 },
    };
    for (const { id: kind, at: places } of items)
      for (const at of places) {
        const made = await call('POST', '/faults', { at, kind, ...needed[kind] });
        expect([kind, at, made.status]).toEqual([kind, at, 201]);
      }
  });
});
