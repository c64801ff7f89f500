import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import { describeOnBothEngines } from '../support/databases.js';
import { BASE, openControl, type Control } from './support.js';

const RISC = 'https://schemas.openid.net/secevent/risc/event-type/';
const LOGIN_GOV = 'https://schemas.login.gov/secevent/risc/event-type/';
const IAL2 = 'http://idmanagement.gov/ns/assurance/ial/2/aal/2';

interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly token: string;
}

describeOnBothEngines('push_url of a client (Login.gov security events)', (open) => {
  let control: Control;
  let receiver: Server;
  let url: string;
  let heard: Heard[] = [];
  let answers: ('hang up' | number)[] = [];
  beforeAll(async () => {
    control = await openControl(undefined, open);
    receiver = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        heard.push({ headers: request.headers, token: Buffer.concat(chunks).toString() });
        const answer = answers.shift() ?? 202;
        if (answer === 'hang up') request.socket.destroy();
        else response.writeHead(answer).end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/events`;
  });
  afterAll(async () => {
    receiver.closeAllConnections();
    await new Promise((resolve) => receiver.close(resolve));
    await control.close();
  });
  beforeEach(() => {
    [heard, answers] = [[], []];
  });
  const call: Control['call'] = (...args) => control.call(...args);

  const client = async (push_url?: string) => {
    const profile_options = push_url === undefined ? {} : { push_url };
    const redirect_uris = ['http://localhost:3000/cb'];
    return (await call('POST', '/clients', { redirect_uris, profile_options })).body.client_id;
  };
  /** Somebody who agreed to these clients. */
  async function person(...clients: readonly string[]): Promise<string> {
    const made = await call('POST', '/people', { ial: 2, authenticators: ['password', 'totp'] });
    for (const client_id of clients) {
      const asked = { client_id, person: made.body.id, scope: `openid ${IAL2}` };
      expect((await call('POST', '/sign-in', asked)).body.outcome).toBe('redirected');
    }
    return made.body.id;
  }
  const happens = async (who: string, event: string, members: object = {}) => {
    const told = await call('POST', `/people/${who}/lifecycle`, { event, ...members });
    expect(told.status).toBe(200);
  };
  const pushes = async (who: string) =>
    (await call('GET', `/events?type=security_event.pushed&person=${who}`)).body.items;
  async function until<T>(look: () => Promise<readonly T[]>, count: number): Promise<readonly T[]> {
    for (;;) {
      const found = await look();
      if (found.length >= count) return found;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  it('is told by a signed token about the subject that the client knows', async () => {
    const [app, silent] = [await client(url), await client()];
    const who = await person(app, silent);
    await happens(who, 'suspend');
    const [noted] = await until(() => pushes(who), 1);
    expect(noted).toMatchObject({
      client_id: app,
      data: { type: `${RISC}account-disabled`, status: 202 },
    });
    expect(heard).toHaveLength(1);
    const [{ headers, token }] = heard as [Heard];
    expect(headers['content-type']).toBe('application/secevent+jwt');
    const { body: keys } = await call('GET', '/logingov/api/openid_connect/certs');
    const { payload, protectedHeader } = await jwtVerify(token, createLocalJWKSet(keys), {
      ...{ issuer: `${BASE}/logingov/`, audience: url, typ: 'secevent+jwt' },
      algorithms: ['RS256'],
    });
    expect(protectedHeader.typ).toBe('secevent+jwt');
    expect(Number(payload.exp) - Number(payload.iat)).toBe(12 * 3600);
    expect(payload.jti).toEqual(expect.any(String));
    expect(payload.sub).toBeUndefined(); // RFC 8417 section 2.2
    const sub = await subjectAt(app, who);
    expect(payload['events']).toEqual({
      [`${RISC}account-disabled`]: {
        subject: { subject_type: 'iss-sub', iss: `${BASE}/logingov/`, sub },
      },
    });
  });

  /** What Login.gov's profile calls the person there. */
  async function subjectAt(app: string, who: string): Promise<string | undefined> {
    await happens(who, 'restore');
    const asked = { client_id: app, person: who, profile: 'logingov', scope: 'openid' };
    const { body } = await call('POST', '/sign-in', { ...asked, exchange: true });
    return decodeJwt(body.tokens.id_token).sub;
  }

  it.each([
    ['restore', `${RISC}account-enabled`, 'suspend'],
    ['hold', `${RISC}account-disabled`, undefined],
    ['lock', `${LOGIN_GOV}mfa-limit-account-locked`, undefined],
    ['change_email', `${RISC}identifier-changed`, undefined],
    ['close', `${RISC}account-purged`, undefined],
  ])('tells of %s as %s', async (event, type, before) => {
    const who = await person(await client(url));
    if (before !== undefined) await happens(who, before);
    await happens(
      who,
      event,
      event === 'change_email' ? { email: `${who.slice(4)}@example.com` } : {},
    );
    const noted = await until(() => pushes(who), before === undefined ? 1 : 2);
    expect(noted.map(({ data }: any) => data.type)).toContain(type);
  });

  it('is tried twice where the connection fails, and never again for a status', async () => {
    const who = await person(await client(url));
    answers = ['hang up', 500];
    await happens(who, 'suspend');
    const [noted] = (await until(() => pushes(who), 1)) as [any];
    expect(noted.data).toMatchObject({ status: 500 });
    expect(heard.map(({ token }) => decodeJwt(token).jti)).toEqual([
      ...[expect.any(String), decodeJwt(heard[0]!.token).jti],
    ]);
    answers = ['hang up', 'hang up'];
    await happens(who, 'restore');
    const all = (await until(() => pushes(who), 2)) as any[];
    expect(all.map(({ data }) => data.error ?? data.status)).toContainEqual(expect.any(String));
    expect(heard).toHaveLength(4);
  });

  it('tells nobody to whom the person did not agree', async () => {
    await client(url);
    const stranger = await person();
    await happens(stranger, 'suspend');
    const heardOf = await person(await client(url));
    await happens(heardOf, 'suspend');
    await until(() => pushes(heardOf), 1);
    expect(await pushes(stranger)).toEqual([]);
    expect(heard).toHaveLength(1);
  });
});
