import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startServer, type RunningServer } from '../support/server.js';
import { createVisitor } from '../support/visitor.js';

const TOKEN = 'the-token-of-the-operator-of-this-test';
const SECRET_FACTS = /data-testid="persona-|data-testid="totp-|href="[^"]*\/inbox/;

async function askAs(base: string, path: string, headers: object) {
  const sent = request(new URL(path, base), { headers: { ...headers } }).end();
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, body: await text(answer) };
}

describe('pages for operators, where the control API needs a token', () => {
  let server: RunningServer;
  beforeAll(async () => {
    const env = { STANDIN_CONTROL_TOKEN: TOKEN };
    server = await startServer({ args: ['--no-irs'], env });
  }, 60_000);
  afterAll(() => server.close());

  const control = async (path: string, body: object, prefix = '') => {
    const answer = await fetch(`${server.baseUrl}${prefix}/control/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
      body: JSON.stringify(body),
    });
    return (await answer.json()) as { id: string; token: string };
  };

  it('hide the mailbox and how the people sign in', async () => {
    const { baseUrl } = server;
    const front = await (await fetch(baseUrl)).text();
    expect(front).toContain('data-testid="operators-only"');
    expect(front).not.toMatch(SECRET_FACTS);
    expect(front).not.toContain('maria@');
    for (const path of ['/inbox', '/inbox/msg_x', '/console', '/go/verified-at-once'])
      expect((await fetch(baseUrl + path)).status).toBe(403);
  });

  it('open by a console link, whose token leaves the address and stays in a Strict cookie', async () => {
    const { baseUrl } = server;
    const visitor = createVisitor(baseUrl);
    const entered = await visitor.send(`${baseUrl}/inbox?to=x&token=${TOKEN}`);
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/inbox?to=x']);
    const [cookie] = entered.headers.getSetCookie();
    expect(cookie).toMatch(/path=\/; samesite=strict; httponly/i);
    expect((await visitor.get(`${baseUrl}/inbox`)).status).toBe(200);
    expect((await visitor.get(baseUrl)).html).toMatch(SECRET_FACTS);
    // what the page shows of the API comes by the same cookie
    const face = `${baseUrl}/control/v1/personas/maria/pictures/selfie`;
    expect((await visitor.send(face)).status).toBe(200);
    expect((await fetch(face)).status).toBe(401);
  });

  it('go on by a refresh where the link stood on another site, whose redirect would lack the cookie', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' };
    const answer = await fetch(`${server.baseUrl}/console?token=${TOKEN}`, { headers });
    expect([answer.status, answer.headers.get('refresh')]).toEqual([200, '0; url=/console']);
  });

  it('refuse the link of another server, and one whose token was revoked', async () => {
    const { baseUrl } = server;
    expect((await fetch(`${baseUrl}/console?token=wrong`)).status).toBe(403);
    const made = await control('/tokens', { name: 'guest', role: 'read' });
    const visitor = createVisitor(baseUrl);
    expect((await visitor.get(`${baseUrl}/inbox?token=${made.token}`)).status).toBe(200);
    await fetch(`${baseUrl}/control/v1/tokens/${made.id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    expect((await visitor.get(`${baseUrl}/inbox`)).status).toBe(403);
  });

  it('open in the one sandbox that a token is for', async () => {
    const { baseUrl } = server;
    await control('/sandboxes', { id: 'mine' });
    await control('/sandboxes', { id: 'theirs' });
    const { token } = await control('/tokens', { name: 'mine', role: 'read', sandbox: 'mine' });
    const visitor = createVisitor(baseUrl);
    expect((await visitor.get(`${baseUrl}/s/mine/inbox?token=${token}`)).status).toBe(200);
    for (const prefix of ['', '/s/theirs'])
      expect((await fetch(`${baseUrl}${prefix}/inbox?token=${token}`)).status).toBe(403);
    expect((await visitor.get(`${baseUrl}/s/theirs/inbox`)).status).toBe(403);
  });

  it('do not act for a page of another site that the cookie would go to', async () => {
    const cookie = createVisitor(server.baseUrl);
    await cookie.send(`${server.baseUrl}/console?token=${TOKEN}`);
    const posted = await cookie.send(`${server.baseUrl}/control/v1/people`, {
      method: 'POST',
      headers: { origin: 'https://evil.example', 'content-type': 'application/json' },
      body: '{}',
    });
    expect(posted.status).toBe(403);
  });
});

describe('pages for operators on loopback', () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer({ args: ['--no-irs'] });
  }, 60_000);
  afterAll(() => server.close());

  it('are open, but not by a name that somebody points here (DNS rebinding)', async () => {
    const { baseUrl } = server;
    expect((await askAs(baseUrl, '/inbox', {})).status).toBe(200);
    const host = { host: 'evil.example' };
    expect((await askAs(baseUrl, '/inbox', host)).status).toBe(421);
    expect((await askAs(baseUrl, '/', host)).body).not.toMatch(SECRET_FACTS);
    expect((await askAs(baseUrl, '/control/v1/people', host)).status).toBe(403);
  });
});
