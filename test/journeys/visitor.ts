import jsqr from 'jsqr';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { Persona } from '../../src/press/index.js';
import type { DocumentType } from '../../src/proofing/index.js';
import { totpCode } from '../../src/authenticators/totp/code.js';
import type { RunningServer } from '../support/server.js';
import type { DocumentFiles } from './pictures.js';

export const PASSWORD = 'correct horse battery staple';
const STEP_MS = 30_000;

export interface VisitorFacts {
  readonly server: RunningServer;
  readonly context: BrowserContext;
  readonly email: string;
}

export type IrsService = 'account' | 'transcripts' | 'payment' | 'refund';

/** What the IRS says that it received. */
export interface Received {
  readonly accepted: boolean;
  readonly achieved: { readonly ial: number; readonly aal: number } | null;
  /** The claims by name, as the IRS shows them. */
  readonly claims: Readonly<Record<string, string>>;
}

/** What a person does with a browser, one verb a page; each is done when the page that follows is there. */
export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly email: string;
  /** Errors of scripts and of the content security policy, on every page so far. */
  readonly complaints: readonly string[];
  /** The name of Standin's page, or the path at the IRS. */
  at(): string;
  heading(): Promise<string>;
  /** Reasons on the page by their codes, with what the person reads. */
  reasons(): Promise<Readonly<Record<string, string>>>;
  triesLeft(): Promise<string>;
  arrive(name: string): Promise<void>;
  press(testId: string, next: string): Promise<void>;

  /** From the IRS's front page to the first page of Standin, whichever that is. */
  askIrsFor(service: IrsService): Promise<void>;
  /** Account, confirmation, authenticator app, recovery codes; `look` sees each page before it is left. */
  signUp(confirmBy?: 'code' | 'link', look?: () => Promise<void>): Promise<void>;
  signIn(): Promise<void>;
  /** The code that the authenticator app shows for the next time step: codes count once. */
  nextTotpCode(): Promise<string>;

  consentToProofing(): Promise<void>;
  choose(type: DocumentType): Promise<void>;
  giveDocument(files: DocumentFiles, next?: string): Promise<void>;
  giveSelfie(file: string, next?: string): Promise<void>;
  fillDetails(person: Persona, next?: string): Promise<void>;
  typePhoneCode(person: Persona): Promise<void>;
  sendReview(next?: string): Promise<void>;
  /** Shares with the IRS, except for what is named; arrives there. */
  share(service: IrsService, without?: readonly string[]): Promise<void>;
  received(): Promise<Received>;
}

export async function createVisitor(facts: VisitorFacts): Promise<Visitor> {
  const { server, context, email } = facts;
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (said) => {
    const { type, text, location } = {
      type: said.type(),
      text: said.text(),
      location: said.location(),
    };
    // A page with a status of its own says what it has to say.
    const refusedPage = /^Failed to load resource/.test(text) && location.url === page.url();
    if (type === 'error' && !refusedPage) complaints.push(text);
  });
  page.on('pageerror', (error) => complaints.push(error.message));

  const part = (testId: string): Locator => page.getByTestId(testId);
  const at = (): string => nameOf(page.url());
  const arrive = async (name: string): Promise<void> => {
    try {
      await page.waitForURL((url) => nameOf(url.href) === name);
    } catch {
      throw new Error(`not at ${name} but at ${at()}: ${await page.locator('main').innerText()}`);
    }
  };
  const press = async (testId: string, next: string): Promise<void> => {
    await part(testId).click();
    await arrive(next);
  };
  const tick = (id: string): Promise<void> => page.locator(`label[for="${id}"]`).click();

  const messageFor = async (to: string): Promise<Page> => {
    const inbox = await context.newPage();
    await inbox.goto(`${server.baseUrl}/inbox?to=${encodeURIComponent(to)}`);
    await inbox.getByTestId('message').first().click();
    return inbox;
  };
  const codeFor = async (to: string): Promise<string> => {
    const inbox = await messageFor(to);
    const code = await inbox.getByTestId('message-code').innerText();
    await inbox.close();
    return code.trim();
  };

  let secret = '';
  let step = 0;
  const nextTotpCode = async (): Promise<string> => {
    const now = Math.floor(Date.now() / STEP_MS);
    step = Math.max(step + 1, now);
    if (step > now + 1)
      await new Promise((done) => setTimeout(done, (step - 1) * STEP_MS - Date.now()));
    return (await totpCode(secret, step * STEP_MS)).code;
  };

  const register = async (): Promise<void> => {
    await page.fill('[name=email]', email);
    await page.fill('[name=password]', PASSWORD);
    await tick('terms');
    await press('submit', 'check-mail');
  };
  const followLink = async (): Promise<void> => {
    const inbox = await messageFor(email);
    await inbox.getByTestId('message-link').click();
    await inbox.getByTestId('sign-in').waitFor();
    await inbox.close();
    await page.reload();
    await arrive('second-factor-setup');
  };
  const enrol = async (look: () => Promise<void>): Promise<void> => {
    secret = secretIn(await qrText(part('totp-qr')));
    await page.fill('[name=code]', await nextTotpCode());
    await press('submit', 'recovery-codes');
    await look();
    await tick('saved');
    await part('submit').click();
    await page.waitForURL((url) => nameOf(url.href) !== 'recovery-codes');
  };

  return {
    page,
    context,
    email,
    complaints,
    at,
    arrive,
    press,
    nextTotpCode,
    heading: async () => (await page.locator('h1').first().innerText()).trim(),
    triesLeft: async () => (await part('tries-left').innerText()).trim(),
    async reasons() {
      const lines = await page.locator('[data-reason]').all();
      const said = lines.map(async (line) => [
        await line.getAttribute('data-reason'),
        (await line.innerText()).trim(),
      ]);
      return Object.fromEntries(await Promise.all(said)) as Record<string, string>;
    },

    async askIrsFor(service) {
      await page.goto(server.irsUrl);
      await part(`irs-service-${service}`).click();
      await part('irs-provider-standin').or(part('irs-step-up')).first().click();
      await page.waitForURL(
        (url) => url.origin === server.baseUrl || url.pathname.includes('services'),
      );
    },
    async signUp(confirmBy = 'code', look = async () => undefined) {
      await press('sign-up', 'signup');
      await look();
      await register();
      await look();
      if (confirmBy === 'link') await followLink();
      else {
        await page.fill('[name=code]', await codeFor(email));
        await press('submit', 'second-factor-setup');
      }
      await look();
      await enrol(look);
    },
    async signIn() {
      await page.fill('[name=email]', email);
      await page.fill('[name=password]', PASSWORD);
      await press('submit', 'second-factor');
      await page.fill('[name=code]', await nextTotpCode());
      await part('submit').click();
      await page.waitForURL((url) => nameOf(url.href) !== 'second-factor');
    },

    async consentToProofing() {
      await tick('notice');
      await tick('biometrics');
      await press('submit', 'document-type');
    },
    async choose(type) {
      await part(`type-${type}`).locator('xpath=following-sibling::label[1]').click();
      await press('submit', 'document');
    },
    async giveDocument(files, next = 'selfie') {
      for (const [side, file] of Object.entries(files))
        await page.setInputFiles(`[name=${side}]`, file);
      await press('submit', next);
    },
    async giveSelfie(file, next = 'details') {
      await page.setInputFiles('[name=selfie]', file);
      await press('submit', next);
    },
    async fillDetails(person, next = 'phone-code') {
      for (const [name, value] of Object.entries(detailsOf(person))) await fill(page, name, value);
      await press('submit', next);
    },
    async typePhoneCode(person) {
      await page.fill('[name=code]', await codeFor(person.attributes.phone ?? ''));
      await press('submit', 'review');
    },
    sendReview: (next = 'verified') => press('submit', next),
    async share(service, without = []) {
      for (const name of without) await tick(`attribute-${name}`);
      await press('allow', `/services/${service}`);
    },
    async received() {
      const response = await context.request.get(`${server.irsUrl}/received.json`);
      return readReceived(await response.json());
    },
  };
}

/** `selfie` for a page of a sign-in in progress, `account` or `inbox` for Standin's own, `/services/account` at the IRS. */
function nameOf(address: string): string {
  const { pathname } = new URL(address);
  return /^\/interaction\/[\w-]+\/([\w-]+)$/.exec(pathname)?.[1] ?? pathname;
}

/** What the QR code on the page says, read from the page as a phone's camera reads it. */
async function qrText(picture: Locator): Promise<string> {
  const { default: sharp } = await import('sharp');
  const shot = sharp(await picture.screenshot())
    .ensureAlpha()
    .raw();
  const { data, info } = await shot.toBuffer({ resolveWithObject: true });
  const read = jsqr as unknown as typeof jsqr.default;
  const found = read(new Uint8ClampedArray(data), info.width, info.height);
  if (!found) throw new Error('the QR code cannot be read');
  return found.data;
}

const secretIn = (uri: string): string => new URL(uri).searchParams.get('secret') ?? '';

/** Fills a field unless the page has filled it from the document. */
async function fill(page: Page, name: string, value: string): Promise<void> {
  const field = page.locator(`[name=${name}]`);
  if ((await field.inputValue()) !== '') return;
  if (name === 'region') await field.selectOption(value);
  else await field.fill(value);
}

function detailsOf({ attributes }: Persona): Readonly<Record<string, string>> {
  const [year = '', month = '', day = ''] = attributes.birthdate?.split('-') ?? [];
  const { given_name = '', family_name = '', ssn = '', phone = '' } = attributes;
  const {
    street_address = '',
    locality = '',
    region = '',
    postal_code = '',
  } = attributes.address ?? {};
  return {
    ...{ given_name, family_name, ssn, phone, street_address, locality, region, postal_code },
    ...{ birthdate_year: year, birthdate_month: month, birthdate_day: day },
  };
}

function readReceived(json: unknown): Received {
  const { accepted, achieved, claims } = json as Omit<Received, 'claims'> & {
    readonly claims: readonly { readonly name: string; readonly value: string }[];
  };
  const byName = Object.fromEntries(claims.map(({ name, value }) => [name, value]));
  return { accepted, achieved, claims: byName };
}
