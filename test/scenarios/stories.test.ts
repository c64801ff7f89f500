import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import { createStories } from '../../src/scenarios/index.js';
import { discover, redeem, request, type Party, type Request } from '../oidc/driver.js';
import { createVisitor, type Client, type Person } from '../support/provider.js';
import { startServer, type RunningServer } from '../support/server.js';

const STORIES = createStories('fixtures/scenarios').list();

interface Applied {
  readonly person: Person;
  readonly asks: { readonly scope: string };
  readonly outcomes: readonly { readonly id: string }[];
  readonly faults: readonly { readonly id: string }[];
}

interface Report {
  readonly outcome: string;
  readonly redirect_to?: string;
  readonly steps: readonly unknown[];
}

let server: RunningServer;
let party: Party;
beforeAll(async () => {
  server = await startServer({ args: ['--no-irs'] });
  const redirect_uris = ['http://localhost:3999/callback'];
  party = await discover(server.baseUrl, await call<Client>('POST', '/clients', { redirect_uris }));
}, 60_000);
afterAll(() => server.close());

async function call<T>(method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(`${server.baseUrl}/control/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as T;
  if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
  return answer;
}

/** Signs in until there is nothing more that trying again would change. */
async function play({ person, asks }: Applied): Promise<{ asked: Request; report: Report }> {
  for (let tries = 0; ; tries++) {
    const asked = await request(party, { ...asks, nonce: oidc.randomNonce() });
    const order = { authorize_url: asked.url.href, person: person.id, proof: true };
    const report = await call<Report>('POST', '/sign-in', order);
    if (report.outcome !== 'retry' || tries === 6) return { asked, report };
  }
}

/** The person opens the app's request again, and goes back from the first page that offers it. */
async function goBack({ person, asks }: Applied): Promise<URL> {
  const visitor = createVisitor(server.baseUrl);
  const { url } = await request(party, asks);
  const second = await visitor.submit(await visitor.get(url.href), person, 'signin');
  const other = await visitor.get(`${second.url.split('?')[0]}?kind=recovery_code`);
  const page = await visitor.submit(other, { code: person.recovery_codes[0] });
  const csrf = /name="csrf" value="([^"]*)"/.exec(page.html)?.[1] ?? '';
  const { left } = await visitor.post(`${page.url}/cancel`, { csrf });
  if (!left) throw new Error(`no way back from ${page.url}`);
  return left;
}

/** openid-client is a correct app: it takes none of this for a sign-in. */
async function expectRefusal(asked: Request, report: Report): Promise<void> {
  expect(report.outcome).toBe('redirected');
  const back = new URL(report.redirect_to ?? '');
  expect(back.searchParams.get('code')).toBeTruthy();
  const tokens = redeem(party, asked, back);
  const refusal = await tokens.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (refusal === undefined) {
    // It reads the signature of what it got from the token endpoint itself only when told to (Core 3.1.3.7, step 6).
    const keys = createRemoteJWKSet(new URL(`${server.baseUrl}/connect/jwks`));
    const { id_token = '' } = await tokens;
    await expect(jwtVerify(id_token, keys)).rejects.toThrow('signature');
  } else expect(refusal).toBeInstanceOf(Error);
}

describe('the app of every story receives what it says', () => {
  it('of at least thirty, each with an id of its own', () => {
    const ids = new Set(STORIES.map(({ id }) => id));
    expect(ids.size).toBe(STORIES.length);
    expect(ids.size).toBeGreaterThanOrEqual(30);
  });

  it.each(STORIES.map((story) => [story.id, story] as const))('%s', async (id, story) => {
    const { client_id } = party.client;
    const applied = await call<Applied>('POST', `/scenarios/${id}/apply`, { client_id });
    expect(applied.outcomes).toHaveLength(story.outcomes.length);
    let { asked, report } = await play(applied);
    if (story.afterwards) {
      expect(report.outcome).toBe('pending');
      const { items } = await call<{ items: { id: string }[] }>(
        ...(['GET', `/attempts?person=${applied.person.id}`] as const),
      );
      await call('POST', `/attempts/${items[0]?.id}/actions`, story.afterwards);
      if (story.receives.claims) ({ asked, report } = await play(applied));
    }
    const { claims, error, refuses } = story.receives;
    expect(applied.faults).toHaveLength(story.faults?.length ?? 0);
    if (refuses) return expectRefusal(asked, report);
    if (claims) {
      expect(report).toMatchObject({ outcome: 'redirected' });
      const tokens = await redeem(party, asked, new URL(report.redirect_to ?? ''));
      const { sub = '' } = tokens.claims() ?? {};
      const userinfo = await oidc.fetchUserInfo(party.config, tokens.access_token, sub);
      expect({ ...tokens.claims(), ...userinfo }).toMatchObject(claims);
      if (claims['ial'] === undefined) expect(userinfo).not.toHaveProperty('ial');
    } else if (error === undefined) {
      expect(['pending', 'stopped']).toContain(report.outcome);
      expect(report.redirect_to).toBeUndefined();
    } else {
      const back = report.redirect_to ? new URL(report.redirect_to) : await goBack(applied);
      expect(back.searchParams.get('error')).toBe(error);
      expect(back.searchParams.get('code')).toBeNull();
    }
  });

  it('and the app that speaks to the other profile receives its claims', async () => {
    const { body } = { body: { client_id: party.client.client_id } };
    const { person } = await call<Applied>('POST', '/scenarios/blurred-then-good/apply', body);
    const story = await call<{ receives: { claims: { idme: object } } }>(
      ...(['GET', '/scenarios/blurred-then-good'] as const),
    );
    const order = {
      ...{ ...body, person: person.id, proof: true, exchange: true, profile: 'idme' },
      scope: 'openid http://idmanagement.gov/ns/assurance/ial/2/aal/2',
    };
    expect(await call('POST', '/sign-in', order)).toMatchObject({ outcome: 'retry' });
    const { claims } = await call<{ claims: object }>('POST', '/sign-in', order);
    expect(claims).toMatchObject(story.receives.claims.idme);
  });
});

describe('applying a story', () => {
  it('arms its scripts for somebody who is there', async () => {
    const own = await call<Person>('POST', '/people', { given_name: 'Own' });
    const applied = await call<Applied>('POST', '/scenarios/tampered-document/apply', {
      person: own.id,
    });
    expect(applied.person.id).toBe(own.id);
    expect(applied.outcomes).toContainEqual(
      expect.objectContaining({ match: { person: own.id }, results: ['document.tampered'] }),
    );
  });

  it.each([
    ['no-such-story', {}, 404],
    ['stolen-document', { client_id: 'nobody' }, 422],
    ['stolen-document', { person: 'nobody' }, 422],
    ['stolen-document', { colour: 'red' }, 422],
  ])('is refused for %s with %j', async (id, body, status) => {
    const response = await fetch(`${server.baseUrl}/control/v1/scenarios/${id}/apply`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(status);
  });
});
