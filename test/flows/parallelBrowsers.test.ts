import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { connect } from '../../src/sdk/entries/client.js';
import { createJourney } from '../../src/sdk/playwright/journey.js';
import type { Standin } from '../../src/sdk/standin.js';
import { launchBrowser } from '../support/browser.js';
import { startRelyingParty, type AppPage, type RelyingParty } from '../support/relyingParty.js';
import { startServer, type RunningServer } from '../support/server.js';

jest.setTimeout(600_000);

/** Of the forty that `parallel.test.ts` plays without drawing a page: a journey in a browser costs seconds of two cores. */
const WORKERS = 12;
/** Pages drawn and pictures printed at the same time: more would only wait for each other. */
const AT_ONCE = 4;
const SCOPE = 'openid email http://idmanagement.gov/ns/assurance/ial/2/aal/2';

/** What a worker scripts for itself, unlike every other. */
interface Story {
  readonly step: 'document' | 'selfie';
  readonly reason: string;
}

/** What is tried again by itself a moment later, while the page waits for it. */
const PASSING = /^vendor\.|_unavailable$/;

/** Reasons from the whole of the catalogue: some lead to another try, some to a review, some to the end. */
async function storiesOf(standin: Standin): Promise<readonly Story[]> {
  const steps = await standin.catalogue.steps();
  const stories = (['document', 'selfie'] as const).flatMap((step) =>
    steps
      .filter(({ id }) => id === step)
      .flatMap(({ reasons }) => reasons.filter((reason) => !PASSING.test(reason)))
      .map((reason): Story => ({ step, reason })),
  );
  const every = Math.floor(stories.length / WORKERS);
  if (every < 1) throw new Error(`${stories.length} reasons are too few`);
  return Array.from({ length: WORKERS }, (_, n) => stories[n * every]!);
}

const register = (place: Standin, { client }: RelyingParty) =>
  place.clients.create({
    clientId: client.client_id,
    clientSecret: client.client_secret,
    redirectUris: [...client.redirect_uris],
  });

/** Calls `work` for each item, `AT_ONCE` of them at a time. */
async function inTurns<T>(items: readonly T[], work: (item: T, n: number) => Promise<void>) {
  const queue = [...items.entries()];
  const turns = Array.from({ length: AT_ONCE }, async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await work(next[1], next[0]);
  });
  await Promise.all(turns);
}

/** The reasons that the page tells the person. */
const told = (page: Page): Promise<(string | null)[]> =>
  page
    .locator('[data-testid=reasons] [data-reason]')
    .evaluateAll((items) => items.map((item) => item.getAttribute('data-reason')));

const press = (page: Page, testId: string): Promise<void> => page.getByTestId(testId).click();

describe('a dozen tests in real browsers against one server and one app', () => {
  let server: RunningServer;
  let standin: Standin;
  let app: RelyingParty;
  let browser: Browser;
  let stories: readonly Story[];
  beforeAll(async () => {
    server = await startServer({ args: ['--no-irs'], env: { STANDIN_PII_GUARD: 'off' } });
    [standin, app, browser] = await Promise.all([
      connect(server.baseUrl),
      startRelyingParty(),
      launchBrowser(),
    ]);
    await register(standin, app);
    stories = await storiesOf(standin);
  });
  afterAll(async () => {
    await browser.close();
    await Promise.all([app.close(), server.close()]);
  });

  /** One test of a suite: somebody new goes from the app to the app, once more where the page offers it. */
  async function play(place: Standin, { step, reason }: Story, tag: string): Promise<void> {
    const person = await place.people.create({ authenticators: ['password', 'totp'] });
    const other = step === 'document' ? 'selfie' : 'document';
    await place.outcomes.create({ match: { tag }, step, results: [reason], then: 'pass' });
    await place.outcomes.create({ match: { tag }, step: other, results: ['pass'], then: 'pass' });
    const context = await browser.newContext();
    await context.addCookies([{ name: 'standin_tag', value: tag, url: place.url }]);
    context.setDefaultTimeout(120_000); // a busy machine is no failure
    const page = await context.newPage();
    await page.goto(app.signInUrl(place.issuers['standard']!, SCOPE));
    const end = await createJourney(page, place).verify(person);
    expect([tag, end, await told(page)]).toEqual([tag, expect.any(String), [reason]]);
    const answer = await backAtTheApp(page, place, person, end);
    if (end === 'retry')
      expect([tag, answer.claims]).toEqual([
        tag,
        expect.objectContaining({ sub: person.uuid, email: person.email, ial: '2' }),
      ]);
    else expect([tag, answer]).toEqual([tag, { error: 'access_denied' }]);
    const { items } = await place.attempts.list({ tag });
    expect([tag, items.map((one) => one.person)]).toEqual([tag, [person.id]]);
    await context.close();
  }

  async function backAtTheApp(
    page: Page,
    place: Standin,
    person: Awaited<ReturnType<Standin['people']['create']>>,
    end: string,
  ): Promise<AppPage> {
    if (end === 'retry') {
      await press(page, 'submit');
      await page.waitForURL((url) => !url.pathname.endsWith('/retry'));
      await createJourney(page, place).verify(person);
    } else await press(page, 'leave');
    await page
      .waitForURL((url) => url.pathname === '/callback')
      .catch(async () => {
        throw new Error(`not back but at ${page.url()}: ${await page.locator('main').innerText()}`);
      });
    return JSON.parse(await page.locator('body').innerText()) as AppPage;
  }

  it('each with a person and a tag of its own, see their own outcomes alone', async () => {
    await inTurns(stories, (story, n) => play(standin, story, `tag-${n}`));
  });

  it('each in a sandbox of its own, see their own although all use the same names', async () => {
    await inTurns(stories, async (story) => {
      await using box = await standin.sandbox();
      await register(box, app);
      await play(box, story, 'same');
    });
  });
});
