import { environment } from '../../platform/config/environment.js';
import { startStandin } from '../startStandin.js';
import type { StartOptions } from '../types.js';

let stop: (() => Promise<void>) | undefined;

/** A server for all test files, found by `connect()` through STANDIN_URL. One that STANDIN_URL names already is left alone. */
export async function setUp(options: StartOptions = {}): Promise<void> {
  if (environment()['STANDIN_URL']) return;
  const { url, token, close } = await startStandin(options);
  stop = close;
  Object.assign(environment(), {
    STANDIN_URL: url,
    ...(token !== undefined && { STANDIN_TOKEN: token }),
  });
}

/** Stops the server that `setUp` started. */
export async function tearDown(): Promise<void> {
  await stop?.();
}
