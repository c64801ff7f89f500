import type { Page } from '@playwright/test';
import type { Standin } from '../standin.js';
import { SIGN_IN, travel, VERIFY, type Traveller, type TravelWishes } from './travel.js';

export interface JourneyWishes extends TravelWishes {
  /** The page to stop at, such as `selfie`, `review` or `consent`; back at the partner unless said. */
  readonly until?: string;
}

/** A person on their way through Standin's real pages. */
export interface Journey {
  /**
   * Signs in where asked, proves who they are and consents, from wherever the page stands; from Standin's own `/verify` when it
   * is not at Standin. Answers the name of the page where it ended (`retry`, `declined`, `in-review` end it too), or the
   * address away from Standin.
   */
  verify(person: Traveller, wishes?: JourneyWishes): Promise<string>;
}

export const createJourney = (page: Page, standin: Standin): Journey => ({
  async verify(person, { until, ...wishes } = {}) {
    if (!isThere(page, standin)) await page.goto(`${standin.url}/verify/start`);
    return travel({ page, standin, person, wishes }, VERIFY, until);
  },
});

/** Signs a person in by the real pages: in the sign-in under way, else at Standin's own `/signin`, which the app then finds. */
export async function signInAs(page: Page, standin: Standin, person: Traveller): Promise<void> {
  if (!isThere(page, standin)) await page.goto(`${standin.url}/signin`);
  await travel({ page, standin, person, wishes: {} }, SIGN_IN);
}

const isThere = (page: Page, { url }: Standin): boolean => page.url().startsWith(`${url}/`);
