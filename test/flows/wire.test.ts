import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createStories } from '../../src/scenarios/index.js';
import { createBrowser, type Browser } from '../irs/browser.js';
import { startServer, type RunningServer } from '../support/server.js';

const WIRE = createStories('fixtures/scenarios')
  .list()
  .filter(({ theme }) => theme === 'wire');

let server: RunningServer;
beforeAll(async () => {
  server = await startServer({ args: ['--irs-port', '0'] });
}, 60_000);
afterAll(() => server.close());

async function call<T>(method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(`${server.baseUrl}/control/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** The person comes from the IRS, signs in without pages, and is sent back to it. */
async function visit(browser: Browser, person: string) {
  const { path } = await browser.post(`${server.irsUrl}/signin`, {
    ...{ service: 'refund', provider: 'standin' },
  });
  const authorize_url = path.find((url) => url.startsWith(`${server.baseUrl}/connect/authorize`));
  const answer = await call<{ redirect_to: string }>('POST', '/sign-in', { authorize_url, person });
  return browser.get(answer.redirect_to);
}

describe('the simulated IRS, which is a correct client, while the wire is broken', () => {
  it.each(WIRE.map(({ id }) => id))('signs nobody in: %s', async (id) => {
    const { person } = await call<{ person: { id: string } }>('POST', `/scenarios/${id}/apply`, {
      client_id: 'irs',
    });
    const browser = createBrowser();
    const { url, html } = await visit(browser, person.id);
    expect(new URL(url).pathname).toBe('/callback');
    expect(html).toContain('Back to all services');
    const service = `${server.irsUrl}/services/refund`;
    expect((await browser.get(service)).url).toContain('/signin');
    await call('DELETE', '/faults');
    expect((await visit(browser, person.id)).url).toBe(service);
  });
});
