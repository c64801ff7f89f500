/** `standin/playwright`: Playwright's `test` with a server per worker and a person per test, and its `expect` with our matchers. */
import { expect as base } from '@playwright/test';
import { matchers } from '../matchers/matchers.js';

export { test } from '../playwright/fixtures.js';
export const expect = base.extend(matchers);
export type { Camera, CameraWishes } from '../playwright/camera.js';
export type {
  StandinFixtures,
  StandinOptions,
  StandinWorkerFixtures,
} from '../playwright/fixtures.js';
export type { Journey, JourneyWishes } from '../playwright/journey.js';
export type { Traveller, TravelWishes } from '../playwright/travel.js';
