import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openControl, type Control } from './support.js';

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
  it('are 415 when they are compressed (RFC 9110 section 15.5.16)', async () => {
    const coded = { ...json, 'content-encoding': 'gzip' };
    expect((await call('POST', '/people', gzipSync('{}'), coded)).status).toBe(415);
    const plain = { ...json, 'content-encoding': 'identity' };
    expect((await call('POST', '/people', '{}', plain)).status).toBe(201);
  });
  it('are 404 for an unknown resource, 405 with Allow for another method, 501 for an unbuilt one', async () => {
    expect((await call('GET', '/nothing')).status).toBe(404);
    const { status, headers } = await call('DELETE', '/people');
    expect(status).toBe(405);
    expect(headers['allow']).toBe('POST, GET');
    expect((await call('GET', '/traces')).status).toBe(501);
    expect((await call('POST', '/traces/any', {})).status).toBe(501);
    expect((await call('GET', '/traces')).body.type).toBe('urn:standin:problem:not-built');
  });
});

describe('sandboxes that are not there', () => {
  it('are refused with problem documents too: 404 unknown, 410 expired', async () => {
    const unknown = await call('GET', '/s/nowhere/control/v1/people');
    expect([unknown.status, unknown.body.type]).toEqual([404, 'urn:standin:problem:not-found']);
    await control.db.query(
      "INSERT INTO sandboxes (id, created_at, expires_at) VALUES ('past', 0, 1)",
    );
    const expired = await call('GET', '/s/past/control/v1/people');
    expect([expired.status, expired.body.type]).toEqual([410, 'urn:standin:problem:expired']);
  });
});
