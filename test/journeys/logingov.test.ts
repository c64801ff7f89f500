import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Party } from '../oidc/driver.js';
import {
  agency,
  ask,
  AUTH_ONLY,
  FACIAL_MATCH,
  redeem,
  verified,
  type Provider,
} from '../oidc/logingov/relyingParty.js';
import type { Visitor } from './visitor.js';
import { openWorld, type World } from './world.js';

const RESISTANT = 'http://idmanagement.gov/ns/assurance/aal/2?phishing_resistant=true';

jest.setTimeout(120_000);
let world: World;
let app: Server;
let home: string;
let at: Provider;
let party: Party;
beforeAll(async () => {
  world = await openWorld();
  app = createServer((request, response) => response.end(`<p id="app">${request.url ?? ''}</p>`));
  await once(app.listen(0, '127.0.0.1'), 'listening');
  home = `http://localhost:${(app.address() as AddressInfo).port}`;
  at = {
    base: world.server.baseUrl,
    client: async (wanted) => (await world.control('POST', '/clients', wanted)).body,
  };
  party = await agency(at, { client_name: 'Harbor Agency', redirect_uris: [`${home}/callback`] });
}, 60_000);
afterAll(async () => {
  app.close();
  await world.close();
});

/** From the consent page back to the application; answers what its tokens say. */
async function agree({ page, press }: Visitor, asked: ReturnType<typeof ask>) {
  await press('allow', '/callback');
  const back = new URL(page.url());
  const { id_token, access_token } = await redeem(party, asked, back);
  return { back, access_token, claims: await verified(at, id_token, party.client) };
}

describe("an application of Login.gov's, in a browser", () => {
  it('signs a verified person in, is told of them, and signs them out', async () => {
    const visitor = await world.visitor();
    const { page, press } = visitor;
    const authenticators = ['password', 'totp'];
    const wanted = { persona: 'maria', email: visitor.email, ial: 2, authenticators };
    const { body: person } = await world.control('POST', '/people', wanted);
    const scope = 'openid email profile:name social_security_number';
    const asked = ask(party, { scope, acr_values: FACIAL_MATCH });
    await page.goto(asked.url.href);
    await page.fill('[name=email]', person.email);
    await page.fill('[name=password]', person.password);
    await press('submit', 'second-factor');
    const { body: totp } = await world.control('GET', `/people/${person.id}/totp`);
    await page.fill('[name=code]', totp.code);
    await press('submit', 'consent');
    expect(await page.locator('main').innerText()).toContain('Harbor Agency');
    const { claims } = await agree(visitor, asked);
    expect(claims).toMatchObject({ acr: FACIAL_MATCH, given_name: 'Maria', email: person.email });

    const logout = new URL(`${at.base}/logingov/openid_connect/logout`);
    logout.search = new URLSearchParams({
      client_id: party.client.client_id,
      post_logout_redirect_uri: party.client.redirect_uris[0],
    }).toString();
    await page.goto(logout.href);
    await press('stay', '/account');
    await page.goto(logout.href);
    await press('sign-out', '/callback');
    expect(page.url()).toBe(party.client.redirect_uris[0]);
    expect(visitor.complaints).toEqual([]);
  });

  it('that wants phishing resisted leads to a passkey, and is told that one was used', async () => {
    const visitor = await world.visitor();
    const { page, press } = visitor;
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
        ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
      },
    });
    const authenticators = ['password', 'totp'];
    const { body: person } = await world.control('POST', '/people', { authenticators });
    const asked = ask(party, { acr_values: `${AUTH_ONLY} ${RESISTANT}` });
    await page.goto(asked.url.href);
    await page.fill('[name=email]', person.email);
    await page.fill('[name=password]', person.password);
    await press('submit', 'second-factor');
    const { body: totp } = await world.control('GET', `/people/${person.id}/totp`);
    await page.fill('[name=code]', totp.code);
    await press('submit', 'second-factor-setup');
    expect(await page.getByTestId('kind-totp').count()).toBe(0);
    await press('passkey', 'recovery-codes');
    await page.locator('label[for="saved"]').click();
    await press('submit', 'consent');
    const { claims } = await agree(visitor, asked);
    expect(claims).toMatchObject({ acr: AUTH_ONLY, aal: RESISTANT });
    // The next time the passkey alone is asked for.
    const again = ask(party, { acr_values: `${AUTH_ONLY} ${RESISTANT}`, prompt: 'login' });
    await page.goto(again.url.href);
    await page.fill('[name=email]', person.email);
    await page.fill('[name=password]', person.password);
    await press('submit', 'second-factor');
    expect(await page.getByTestId('use-totp').count()).toBe(0);
    await press('passkey', '/callback');
    expect(new URL(page.url()).searchParams.has('code')).toBe(true);
    expect(visitor.complaints).toEqual([]);
  });
});
