import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openControl, type Control } from './support.js';
import { checkAccess } from '../../src/control/http/access.js';

let control: Control;
beforeAll(async () => {
  control = await openControl();
});
afterAll(() => control.close());
const call: Control['call'] = (...args) => control.call(...args);
const json = { 'content-type': 'application/json' };

describe('requests that cannot be read', () => {
  it('are 400 when the body is no JSON', async () => {
    const { status, body } = await call('POST', '/people', '{"a":', json);
    expect([status, body.type]).toEqual([400, 'urn:standin:problem:malformed']);
  });
  it('are 400 when the body is nested without end', async () => {
    const deep = '['.repeat(50_000) + ']'.repeat(50_000);
    expect((await call('POST', '/people', deep, json)).status).toBe(400);
  });
  it('are 413 above one megabyte', async () => {
    const large = JSON.stringify({ given_name: 'x'.repeat(1024 * 1024) });
    expect((await call('POST', '/people', large, json)).status).toBe(413);
  });
  it('are 415 in another media type', async () => {
    const { status } = await call('POST', '/people', 'a=b', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(status).toBe(415);
  });
  it('are 404 for an unknown resource, 405 with Allow for another method, 501 for an unbuilt one', async () => {
    expect((await call('GET', '/nothing')).status).toBe(404);
    const { status, headers } = await call('DELETE', '/people');
    expect(status).toBe(405);
    expect(headers['allow']).toBe('POST, GET');
    expect((await call('GET', '/clock')).status).toBe(501);
    expect((await call('POST', '/clock/advance', { by: 'P1D' })).status).toBe(501);
    expect((await call('GET', '/clock')).body.type).toBe('urn:standin:problem:not-built');
  });
});

describe('sandboxes that are not there', () => {
  it('are refused with problem documents too: 404 unknown, 410 expired', async () => {
    const unknown = await call('GET', '/s/nowhere/control/v1/people');
    expect([unknown.status, unknown.body.type]).toEqual([404, 'urn:standin:problem:not-found']);
    await control.deps.sandboxes.create({ id: 'past', expiresAt: 1 });
    const expired = await call('GET', '/s/past/control/v1/people');
    expect([expired.status, expired.body.type]).toEqual([410, 'urn:standin:problem:expired']);
  });
});

describe('access on a loopback bind', () => {
  const rules = { hosts: () => ['standin.test'] };
  const allowed = (headers: object) => checkAccess({ host: 'localhost:4545', ...headers }, rules);
  it('is open to programs by any of our names', () => {
    expect(allowed({})).toBeUndefined();
    expect(allowed({ host: '127.0.0.1:4545' })).toBeUndefined();
    expect(allowed({ host: '[::1]:4545' })).toBeUndefined();
    expect(allowed({ host: 'standin.test' })).toBeUndefined();
  });
  it('refuses a name that somebody points here (DNS rebinding)', () => {
    expect(allowed({ host: 'evil.example:4545' })?.status).toBe(403);
    expect(allowed({ host: undefined })?.status).toBe(403);
    expect(allowed({ host: 'localhost.evil.example' })?.status).toBe(403);
  });
  it('refuses pages of other origins, also of another port', () => {
    expect(allowed({ origin: 'https://evil.example' })?.status).toBe(403);
    expect(allowed({ origin: 'http://localhost:4546' })?.status).toBe(403);
    expect(allowed({ origin: 'null' })?.status).toBe(403);
    expect(allowed({ 'sec-fetch-site': 'cross-site' })?.status).toBe(403);
    expect(allowed({ 'sec-fetch-site': 'same-site' })?.status).toBe(403);
  });
  it('lets our own pages call', () => {
    const own = { origin: 'http://localhost:4545', 'sec-fetch-site': 'same-origin' };
    expect(allowed(own)).toBeUndefined();
  });
});

describe('access on any other bind', () => {
  const rules = { token: 'a-long-token-of-the-operator', hosts: () => [] };
  const status = (headers: object) =>
    checkAccess({ host: 'standin.example', ...headers }, rules)?.status;
  it('needs the token (RFC 6750 section 2.1)', () => {
    expect(status({ authorization: 'Bearer a-long-token-of-the-operator' })).toBeUndefined();
    expect(status({})).toBe(401);
    expect(status({ authorization: 'Bearer another' })).toBe(401);
    expect(status({ authorization: 'Basic a-long-token-of-the-operator' })).toBe(401);
  });
  it('refuses strangers in a browser even with the token', () => {
    const authorization = 'Bearer a-long-token-of-the-operator';
    expect(status({ authorization, origin: 'https://evil.example' })).toBe(403);
  });
});
