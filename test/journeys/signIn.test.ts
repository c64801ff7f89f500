import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Visitor } from './visitor.js';
import { openWorld, type World } from './world.js';

jest.setTimeout(90_000);

let world: World;
/** One person whose story the tests of this file tell in order. */
let visitor: Visitor;

beforeAll(async () => {
  world = await openWorld();
  visitor = await world.visitor();
});
afterAll(() => world.close());

const text = (testId: string) => visitor.page.getByTestId(testId).first().innerText();

describe('a person signs up at the way to a service that needs two factors', () => {
  it('follows the link of the mail, scans the QR code, types its code, and shares', async () => {
    await visitor.askIrsFor('refund');
    expect(visitor.at()).toBe('signin');
    await visitor.signUp('link');
    expect(visitor.at()).toBe('consent');
    expect(await visitor.heading()).toBe('Share this with IRS (simulated)?');
    await visitor.share('refund');
    const { achieved, claims } = await visitor.received();
    expect(achieved).toEqual({ ial: 1, aal: 2 });
    expect(claims).toMatchObject({ acr: 'http://idmanagement.gov/ns/assurance/aal/2' });
    expect(Object.keys(claims)).not.toContain('birthdate');
  });

  it('signs out at both, and the IRS says so', async () => {
    await visitor.page.getByTestId('irs-signout').click();
    await visitor.arrive('/connect/logout');
    await visitor.press('sign-out', '/');
    expect(await text('irs-notice')).toMatch(/signed out/i);
    await visitor.page.goto(`${world.server.baseUrl}/account`);
    expect(visitor.at()).toBe('signin');
  });

  it('gets back to the IRS from its sign-out also when Standin has forgotten the session', async () => {
    await visitor.askIrsFor('refund');
    await visitor.signIn();
    await visitor.page.goto(`${world.server.baseUrl}/account`);
    await visitor.press('sign-out', '/signout');
    await visitor.page.goto(world.server.irsUrl);
    await visitor.press('irs-signout', '/');
    await visitor.page.getByTestId('irs-notice').waitFor();
  });

  it('comes back later with password and code alone: consent is remembered', async () => {
    await visitor.askIrsFor('refund');
    await visitor.signIn();
    expect(visitor.at()).toBe('/services/refund');
  });
});

describe('a service that needs more', () => {
  it('steps the session up from AAL2 to IAL2: no password again, proofing alone', async () => {
    await visitor.page.goto(`${world.server.irsUrl}/services/account`);
    await visitor.page.getByTestId('irs-step-up').click();
    await visitor.arrive('verify');
    const person = world.pictures.persona('henry');
    await visitor.consentToProofing();
    await visitor.choose('drivers_license');
    await visitor.giveDocument(await world.pictures.document('henry', 'drivers_license'));
    await visitor.giveSelfie(await world.pictures.selfie('henry'));
    await visitor.fillDetails(person);
    await visitor.typePhoneCode(person);
    await visitor.sendReview();
    await visitor.press('submit', 'consent');
    await visitor.share('account', ['ssn', 'address']);
  });

  it('gets what was agreed to: an attribute that was unticked is absent', async () => {
    const { achieved, claims } = await visitor.received();
    expect(achieved).toEqual({ ial: 2, aal: 2 });
    expect(claims).toMatchObject({
      birthdate: world.pictures.persona('henry').attributes.birthdate,
    });
    expect(Object.keys(claims)).not.toContain('ssn');
    expect(Object.keys(claims)).not.toContain('address');
  });

  it('shows the account what was proven, by what, and who may know', async () => {
    await visitor.page.goto(`${world.server.baseUrl}/account`);
    expect(await text('ial')).toBe('Verified identity, IAL2');
    expect(await visitor.page.locator('main').innerText()).toMatch(/Driver's licence/);
    expect(await visitor.page.getByTestId('authenticator-totp').count()).toBe(1);
  });

  it('asks for consent again after the person has taken it back', async () => {
    await visitor.page.getByTestId('revoke').click();
    await visitor.page.getByText('None yet.').waitFor();
    await visitor.page.goto(world.server.irsUrl);
    await visitor.page.getByTestId('irs-signout').click();
    await visitor.press('sign-out', '/');
    await visitor.askIrsFor('account');
    await visitor.signIn();
    expect(visitor.at()).toBe('consent');
  });

  it('hears access_denied when the person does not share', async () => {
    await visitor.press('deny', '/callback');
    expect(await text('irs-error-code')).toBe('access_denied');
    expect(await text('irs-error-description')).toBe('the person did not consent');
  });

  it('hears access_denied when the person cancels', async () => {
    const another = await world.visitor();
    await another.askIrsFor('account');
    await another.press('cancel', '/callback');
    expect(await another.page.getByTestId('irs-error-code').innerText()).toBe('access_denied');
    await another.context.close();
  });
});

it('leaves no complaint of a script or of the content security policy behind', () => {
  expect(visitor.complaints).toEqual([]);
});
