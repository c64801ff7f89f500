import type { Page } from '@playwright/test';
import type { Standin } from '../standin.js';
import type { MadePerson } from '../types.js';
import type { CameraWishes } from './camera.js';
import { pageName, part, press, tick } from './pages.js';
import { keepShown } from './shown.js';

/** Somebody who can sign in: as `people.create` answered them. */
export type Traveller = Pick<MadePerson, 'id' | 'email' | 'password'> & Partial<MadePerson>;

export interface TravelWishes extends CameraWishes {
  /** Takes pictures with the camera, not from files; the test's `camera` must show the person. */
  readonly byCamera?: boolean;
}

export interface Travel {
  readonly page: Page;
  readonly standin: Standin;
  readonly person: Traveller;
  readonly wishes: TravelWishes;
}

/** What is done on a page to get to the next one. */
type Step = (travel: Travel) => Promise<void>;

const submit: Step = ({ page }) => press(page, 'submit');

/** Codes of an authenticator app count once, and a person may sign in twice in half a minute. */
const codesUsed = new Map<string, string>();

async function freshCode({ page, standin, person }: Travel): Promise<string> {
  for (;;) {
    const { code, validForSeconds } = await standin.people.totp(person);
    if (codesUsed.get(person.id) !== code) {
      codesUsed.set(person.id, code);
      return code;
    }
    await page.waitForTimeout(validForSeconds * 1000);
  }
}

async function giveDocument(travel: Travel): Promise<void> {
  for (const side of ['front', 'back'] as const)
    if ((await part(travel.page, side).count()) > 0) await givePicture(travel, side);
  await submit(travel);
}

async function givePicture(
  { page, standin, person, wishes }: Travel,
  what: 'front' | 'back' | 'selfie',
): Promise<void> {
  if (wishes.byCamera) {
    await part(page, `camera-${what}`).click();
    await part(page, `shoot-${what}`).click();
    return part(page, `again-${what}`).waitFor();
  }
  const { type = 'drivers_license', wears = {} } = wishes;
  const worn = wears[what] === undefined ? {} : { wear: wears[what] };
  const picture =
    what === 'selfie'
      ? await standin.people.picture(person, 'selfie', worn)
      : await standin.people.document(person, type, what, worn);
  const buffer = Buffer.from(picture);
  keepShown(person, what, buffer);
  await part(page, what).setInputFiles({ name: `${what}.jpg`, mimeType: 'image/jpeg', buffer });
}

/** Fills what the page has not filled from the document. */
async function giveDetails(travel: Travel): Promise<void> {
  const { page, standin } = travel;
  const { address, birthdate = '', ...about } = await standin.people.get(travel.person);
  const [year = '', month = '', day = ''] = birthdate.split('-');
  const fields: Readonly<Record<string, string | undefined>> = {
    ...{ given_name: about.givenName, family_name: about.familyName, ssn: about.ssn },
    ...{ birthdate_year: year, birthdate_month: month, birthdate_day: day },
    ...{ street_address: address?.streetAddress, locality: address?.locality },
    ...{ postal_code: address?.postalCode, phone: about.phone },
  };
  for (const [name, value = ''] of Object.entries(fields)) {
    const field = part(page, name);
    if ((await field.inputValue()) === '') await field.fill(value);
  }
  const region = part(page, 'region');
  if ((await region.inputValue()) === '') await region.selectOption(address?.region ?? '');
  await submit(travel);
}

async function givePhoneCode(travel: Travel): Promise<void> {
  const { phone } = await travel.standin.people.get(travel.person);
  const where = ({ codes }: { codes: readonly string[] }) => codes.length > 0;
  const filter = { ...(phone !== undefined && { to: phone }), where };
  const { codes } = await travel.standin.messages.waitFor({ ...filter, after: null });
  await part(travel.page, 'code').fill(codes[0] ?? '');
  await submit(travel);
}

/** Signing in, by the names of the pages. */
export const SIGN_IN: Readonly<Record<string, Step>> = {
  async signin(travel) {
    await part(travel.page, 'email').fill(travel.person.email);
    await part(travel.page, 'password').fill(travel.person.password ?? '');
    await submit(travel);
  },
  async 'second-factor'(travel) {
    await part(travel.page, 'code').fill(await freshCode(travel));
    await submit(travel);
  },
};

/** Signing in and everything up to the partner. */
export const VERIFY: Readonly<Record<string, Step>> = {
  ...SIGN_IN,
  async verify(travel) {
    await tick(travel.page, 'notice');
    await tick(travel.page, 'biometrics');
    await submit(travel);
  },
  async 'document-type'(travel) {
    await tick(travel.page, `type-${travel.wishes.type ?? 'drivers_license'}`);
    await submit(travel);
  },
  document: giveDocument,
  async selfie(travel) {
    await givePicture(travel, 'selfie');
    await submit(travel);
  },
  details: giveDetails,
  'phone-code': givePhoneCode,
  review: submit,
  async processing({ page }) {
    await page.waitForURL((url) => pageName(url.href) !== 'processing');
  },
  verified: submit,
  consent: ({ page }) => press(page, 'allow'),
};

/** More than the longest way has. */
const MOST_PAGES = 30;

/**
 * Goes on, page after page, until the page called `until`, the partner's, or one that the steps do not know (`retry`, `declined`,
 * `in-review`). Answers the name of the page, or its address away from Standin.
 */
export async function travel(
  way: Travel,
  steps: Readonly<Record<string, Step>>,
  until?: string,
): Promise<string> {
  const { page, standin } = way;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    if (!page.url().startsWith(`${standin.url}/`)) return page.url();
    const name = pageName(page.url());
    const step = steps[name];
    if (name === until || !step) return name;
    await step(way);
  }
  throw new Error(`still at ${pageName(page.url())} after ${MOST_PAGES} pages`);
}
