import type { Browser, BrowserContextOptions } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { startServer, type RunningServer } from '../support/server.js';
import { createPictures, type Pictures } from './pictures.js';
import { createVisitor, type Visitor } from './visitor.js';

/** One server, one browser and the press for a file of journeys. */
export interface World {
  readonly server: RunningServer;
  readonly browser: Browser;
  readonly pictures: Pictures;
  /** Somebody new with a browser profile of their own and an invented address. `options` are the profile's. */
  visitor(options?: BrowserContextOptions): Promise<Visitor>;
  control(method: string, path: string, body?: unknown): Promise<{ status: number; body: any }>;
  close(): Promise<void>;
}

export async function openWorld(): Promise<World> {
  const [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  const pictures = createPictures();
  let visitors = 0;
  return {
    server,
    browser,
    pictures,
    async visitor(options = {}) {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        ...options,
      });
      context.setDefaultTimeout(PATIENCE_MS);
      return createVisitor({ server, context, email: `newcomer${++visitors}@example.com` });
    },
    async control(method, path, body) {
      const response = await fetch(server.controlUrl + path, {
        method,
        headers: { 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
    },
    async close() {
      await browser.close();
      await server.close();
      pictures.remove();
    },
  };
}

/** How long a page may take to come: two busy cores read pictures meanwhile. */
const PATIENCE_MS = 20_000;
