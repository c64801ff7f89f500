import { test as base, type Page, type TestInfo } from '@playwright/test';
import { environment } from '../../platform/config/environment.js';
import { connect } from '../connect.js';
import { isGone } from '../errors.js';
import type { Standin } from '../standin.js';
import { startStandin } from '../startStandin.js';
import type { MadePerson, PersonRequest, StartOptions } from '../types.js';
import { createCamera, type Camera } from './camera.js';
import { createJourney, signInAs, type Journey } from './journey.js';
import { attachFailure } from './report.js';
import { forgetShown } from './shown.js';
import { attachTraces, followTraces } from './traces.js';
import type { Traveller } from './travel.js';

/** Settings of `use` in the configuration, or of `test.use`. */
export interface StandinOptions {
  /** How the worker's server is started; a server that STANDIN_URL names is used as it is. */
  readonly standinOptions: StartOptions;
  /** Gives each worker a sandbox of its own, removed at its end. */
  readonly sandboxPerWorker: boolean;
  /** What the test's `person` is made of. */
  readonly personRequest: PersonRequest;
}

export interface StandinFixtures {
  /** Ties what the test does to its scripts when tests share a server and an app. */
  readonly tag: string;
  /** Somebody of the test's own, removed afterwards: password and authenticator app unless `personRequest` says otherwise. */
  readonly person: MadePerson;
  readonly camera: Camera;
  readonly journey: (page: Page) => Journey;
  readonly signInAs: (page: Page, person: Traveller) => Promise<void>;
}

export interface StandinWorkerFixtures {
  /** The worker's server, or its sandbox. */
  readonly standin: Standin;
}

type TestScope = StandinFixtures & Pick<StandinOptions, 'personRequest'>;
type WorkerScope = StandinWorkerFixtures &
  Pick<StandinOptions, 'standinOptions' | 'sandboxPerWorker'>;

const SECURE: PersonRequest = { authenticators: ['password', 'totp'] };

const hasFailed = ({ status, expectedStatus }: TestInfo): boolean => status !== expectedStatus;

/** The test may have removed them itself. */
function unlessGone(error: unknown): void {
  if (!isGone(error)) throw error;
}

/** Playwright's `test` with a server per worker and a person per test. */
export const test = base.extend<TestScope, WorkerScope>({
  standinOptions: [{}, { option: true, scope: 'worker' }],
  sandboxPerWorker: [false, { option: true, scope: 'worker' }],
  personRequest: [{}, { option: true }],

  standin: [
    async ({ standinOptions, sandboxPerWorker }, use) => {
      const isRunning = Boolean(environment()['STANDIN_URL']);
      const server = isRunning ? await connect() : await startStandin(standinOptions);
      const place = sandboxPerWorker ? await server.sandbox() : server;
      await use(place);
      await place.close();
      if (place !== server) await server.close();
    },
    { scope: 'worker' },
  ],

  tag: async ({ context, standin }, use, info) => {
    const tag = `${info.testId}-${info.retry}-${info.workerIndex}`;
    await context.addCookies([{ name: 'standin_tag', value: tag, url: standin.url }]);
    const traces = followTraces(context);
    await use(tag);
    if (hasFailed(info)) await attachTraces(info, standin, traces);
  },

  person: async ({ standin, tag, personRequest }, use, info) => {
    const person = await standin.people.create({ tag, ...SECURE, ...personRequest });
    await use(person);
    if (hasFailed(info)) await attachFailure(info, standin, person);
    forgetShown(person);
    await standin.people.remove(person).catch(unlessGone);
  },

  camera: async ({ context, standin, person }, use) => {
    const camera = await createCamera(context, standin);
    camera.show(person);
    await use(camera);
  },

  journey: async ({ standin }, use) => use((page) => createJourney(page, standin)),
  signInAs: async ({ standin }, use) => use((page, person) => signInAs(page, standin, person)),
});
