import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { CDPSession, Page } from 'playwright-core';
import { PASSWORD } from './visitor.js';
import { openWorld, type World } from './world.js';

jest.setTimeout(120_000);
let world: World;
beforeAll(async () => {
  world = await openWorld();
}, 60_000);
afterAll(() => world.close());

/** A virtual authenticator of the browser (WebAuthn section 11): answers at once, with or without a finger. */
async function authenticatorOf(page: Page): Promise<{ cdp: CDPSession; authenticatorId: string }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
  return { cdp, authenticatorId };
}

/** A person made over the control API, whose key the browser's authenticator holds. */
async function keyHolder(page: Page, authenticators = ['password', 'passkey']) {
  const { body: person } = await world.control('POST', '/people', { authenticators });
  const { cdp, authenticatorId } = await authenticatorOf(page);
  const { credential_id, private_key, rp_id, user_handle, sign_count } = person.passkey;
  await cdp.send('WebAuthn.addCredential', {
    authenticatorId,
    credential: {
      ...{ credentialId: credential_id, privateKey: private_key, rpId: rp_id },
      ...{ userHandle: user_handle, signCount: sign_count, isResidentCredential: true },
    },
  });
  return { person, cdp, authenticatorId };
}

describe('passkeys in a browser', () => {
  it('are set up on the way to an account, shown on its page, and open it without a password', async () => {
    const visitor = await world.visitor();
    const { page, email } = visitor;
    const { cdp, authenticatorId } = await authenticatorOf(page);
    await page.goto(`${world.server.baseUrl}/signup`);
    await page.fill('[name=email]', email);
    await page.fill('[name=password]', PASSWORD);
    await page.locator('label[for="terms"]').click();
    await visitor.press('submit', 'check-mail');
    const { body } = await world.control('GET', `/messages?to=${email}`);
    await page.fill('[name=code]', body.items[0].codes[0]);
    await visitor.press('submit', 'second-factor-setup');
    await page.getByTestId('kind-passkey').click();
    await visitor.press('passkey', 'recovery-codes');
    await page.reload();
    const codes = await page.getByTestId('recovery-codes').innerText();
    await page.reload();
    expect(await page.getByTestId('recovery-codes').innerText()).toBe(codes);
    await page.locator('label[for="saved"]').click();
    await visitor.press('submit', '/account');
    await page.getByTestId('authenticator-passkey').waitFor();
    expect(await page.getByTestId('aal').innerText()).toContain('AAL2');
    const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId });
    expect(credentials).toHaveLength(1);

    await page.getByTestId('sign-out').click();
    await page.goto(`${world.server.baseUrl}/signin`);
    await visitor.press('passkey', '/account');
    expect(await page.getByTestId('email').innerText()).toBe(email);
    expect(visitor.complaints).toEqual([]);
  });

  it('of a person made over the control API sign in alone, in any number of browsers', async () => {
    const first = await world.visitor();
    const { person } = await keyHolder(first.page);
    await first.page.goto(`${world.server.baseUrl}/signin`);
    await first.press('passkey', '/account');
    expect(await first.page.getByTestId('email').innerText()).toBe(person.email);
  });

  it('are the second factor that is asked for first', async () => {
    const visitor = await world.visitor();
    const { page } = visitor;
    const { person } = await keyHolder(page, ['password', 'totp', 'passkey']);
    await page.goto(`${world.server.baseUrl}/signin`);
    await page.fill('[name=email]', person.email);
    await page.fill('[name=password]', person.password);
    await visitor.press('submit', 'second-factor');
    await page.getByTestId('use-totp').waitFor();
    await visitor.press('passkey', '/account');
  });

  it('that answer for nobody say so on the page', async () => {
    const visitor = await world.visitor();
    const { page } = visitor;
    const { person } = await keyHolder(page);
    await world.control('DELETE', `/people/${person.id}`);
    await page.goto(`${world.server.baseUrl}/signin`);
    await page.getByTestId('passkey').click();
    await page.getByTestId('error-summary').waitFor();
    expect(await page.getByTestId('error-summary').innerText()).toContain('not set up');
  });

  it('that were copied are refused: the counter went back (WebAuthn section 7.2 step 22)', async () => {
    const visitor = await world.visitor();
    const { page } = visitor;
    const { body: person } = await world.control('POST', '/people', {});
    const { body: cookie } = await world.control('POST', `/people/${person.id}/sessions`, {});
    await visitor.context.addCookies([cookie]);
    const { cdp, authenticatorId } = await authenticatorOf(page);
    await page.goto(`${world.server.baseUrl}/account/authenticators/new?kind=passkey`);
    await visitor.press('passkey', '/account/recovery-codes');
    const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId });
    const [copy] = credentials;
    await page.goto(`${world.server.baseUrl}/account`);
    await page.getByTestId('sign-out').click();
    await page.goto(`${world.server.baseUrl}/signin`);
    await visitor.press('passkey', '/account');

    await cdp.send('WebAuthn.clearCredentials', { authenticatorId });
    await cdp.send('WebAuthn.addCredential', { authenticatorId, credential: copy! });
    await page.getByTestId('sign-out').click();
    await page.goto(`${world.server.baseUrl}/signin`);
    await page.getByTestId('passkey').click();
    await page.getByTestId('error-summary').waitFor();
    expect(await page.getByTestId('error-summary').innerText()).toContain('copy');
  });

  it('without JavaScript say what else there is', async () => {
    const visitor = await world.visitor({ javaScriptEnabled: false });
    const { page } = visitor;
    const { body: person } = await world.control('POST', '/people', {
      authenticators: ['password', 'totp', 'passkey'],
    });
    await page.goto(`${world.server.baseUrl}/signin`);
    expect(await page.getByTestId('passkey').isVisible()).toBe(false);
    await page.fill('[name=email]', person.email);
    await page.fill('[name=password]', person.password);
    await visitor.press('submit', 'second-factor');
    expect(await page.locator('main').innerText()).toContain('Passkeys need JavaScript');
    await page.getByTestId('use-totp').click();
    await page.locator('[name=code]').waitFor();
  });
});
