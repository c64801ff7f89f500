import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Visitor } from './visitor.js';
import { openWorld, type World } from './world.js';

jest.setTimeout(90_000);

let world: World;
let visitor: Visitor;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
afterEach(async () => {
  expect(visitor.complaints).toEqual([]);
  await visitor.context.close();
});

const heading = (): Promise<string> => visitor.heading();

describe('a person who does not go straight on', () => {
  it('goes Back, reloads and uses a second tab, and stands where they stood', async () => {
    visitor = await world.visitor();
    const { page } = visitor;
    await visitor.askIrsFor('account');
    await visitor.signUp();
    await visitor.consentToProofing();
    await visitor.choose('drivers_license');

    await page.goBack();
    expect(await heading()).toBe('Which document do you have?');
    expect(await page.getByTestId('type-drivers_license').isChecked()).toBe(true);
    await visitor.choose('passport');
    expect(await heading()).toBe('Photograph your passport');
    await page.reload();
    expect(await heading()).toBe('Photograph your passport');

    const second = await visitor.context.newPage();
    await second.goto(page.url().replace(/document$/, 'selfie'));
    expect(second.url()).toBe(page.url());
    await visitor.giveDocument(await world.pictures.document('marcus', 'passport'));
    await second.reload();
    expect(await second.locator('h1').innerText()).toBe('Photograph your passport');
    await second.goto(page.url().replace(/\/selfie$/, ''));
    expect(await second.locator('h1').innerText()).toBe('Take a selfie');

    await page.goBack();
    await page.goBack();
    await page.goto(page.url().replace(/\/[\w-]+$/, ''));
    expect(await heading()).toBe('Take a selfie');
  });

  it('leaves, signs in again on the way to another service, and goes on where they stopped', async () => {
    visitor = await world.visitor();
    await visitor.askIrsFor('account');
    await visitor.signUp();
    await visitor.consentToProofing();
    await visitor.choose('drivers_license');
    await visitor.giveDocument(await world.pictures.document('imani', 'drivers_license'));
    expect(visitor.at()).toBe('selfie');

    await visitor.context.clearCookies();
    await visitor.askIrsFor('transcripts');
    await visitor.signIn();
    expect(visitor.at()).toBe('selfie');
    const imani = world.pictures.persona('imani');
    await visitor.giveSelfie(await world.pictures.selfie('imani'));
    await visitor.fillDetails(imani);
    await visitor.typePhoneCode(imani);
    await visitor.sendReview();
    await visitor.press('submit', 'consent');
    await visitor.share('transcripts');
    expect((await visitor.received()).achieved).toEqual({ ial: 2, aal: 2 });
    await visitor.page.goBack();
    await visitor.page.goto(`${world.server.irsUrl}/services/account`);
    expect(await heading()).toBe('Account and balance');
  });

  it('is told that a request has ended when the page of a finished one is opened again', async () => {
    visitor = await world.visitor();
    await visitor.askIrsFor('refund');
    await visitor.signUp();
    const consent = visitor.page.url();
    await visitor.share('refund');
    const answer = await visitor.page.goto(consent);
    expect(answer?.status()).toBe(410);
    expect(await visitor.page.locator('main').innerText()).toContain('This request has ended');
  });
});

describe('a review', () => {
  it('is waited for, decided over the control API, and then the person goes on', async () => {
    visitor = await world.visitor();
    const armed = await world.control('POST', '/outcomes', {
      match: { email: visitor.email },
      step: 'decision',
      results: ['review'],
    });
    expect(armed.status).toBe(201);
    await visitor.askIrsFor('account');
    await visitor.signUp();
    await visitor.consentToProofing();
    await visitor.choose('drivers_license');
    await visitor.giveDocument(await world.pictures.document('fiona', 'drivers_license'));
    await visitor.giveSelfie(await world.pictures.selfie('fiona'));
    const fiona = world.pictures.persona('fiona');
    await visitor.fillDetails(fiona);
    await visitor.typePhoneCode(fiona);
    await visitor.sendReview('in-review');
    const attempt = await visitor.page.getByTestId('attempt').innerText();
    await visitor.page.reload();
    expect(await heading()).toBe('A person is looking at it');

    const decided = await world.control('POST', `/attempts/${attempt}/actions`, {
      action: 'approve',
    });
    expect(decided.status).toBe(200);
    await visitor.page.reload();
    expect(visitor.at()).toBe('verified');
    await visitor.press('submit', 'consent');
    await visitor.share('account');
    expect((await visitor.received()).achieved).toEqual({ ial: 2, aal: 2 });
  });
});
