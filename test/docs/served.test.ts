import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { startServer, type RunningServer } from '../support/server.js';

const SLUGS = readdirSync('docs')
  .filter((name) => name.endsWith('.md'))
  .map((name) => name.replace('.md', '').toLowerCase());

describe('the documentation as it is served', () => {
  let server: RunningServer;
  let sandbox: string;
  beforeAll(async () => {
    server = await startServer();
    const made = await fetch(`${server.controlUrl}/sandboxes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"id": "docs"}',
    });
    sandbox = ((await made.json()) as { base_url: string }).base_url;
  }, 60_000);
  afterAll(() => server.close());

  const get = async (address: string) => {
    const answer = await fetch(address);
    return {
      status: answer.status,
      type: answer.headers.get('content-type'),
      text: await answer.text(),
    };
  };

  it.each(SLUGS)('has a page %s with one heading, found in the contents', async (slug) => {
    const { status, text } = await get(`${server.baseUrl}/docs/${slug}`);
    expect(status).toBe(200);
    expect(text.match(/<h1/g)).toHaveLength(1);
    expect(text).toMatch(/<title>[^<]+ – Standin<\/title>/);
    if (slug !== 'index') expect(text).toContain('aria-current="page"');
  });

  it('shows the addresses of the sandbox that it is asked in, and of no other', async () => {
    const { text } = await get(`${sandbox}/docs/start-developer`);
    expect(text).toContain(`new URL(&#39;${sandbox}&#39;)`);
    expect(text).not.toContain('localhost:4545');
    const markdown = await get(`${sandbox}/docs/connect-an-app.md`);
    expect(markdown.type).toBe('text/markdown; charset=utf-8');
    expect(markdown.text).toContain(`${sandbox}/oidc`);
  });

  it('says whether the example client is registered here, and leads to its settings', async () => {
    expect((await get(`${sandbox}/docs`)).text).toMatch(
      /docs-example">my-app<\/code> not registered/,
    );
    await fetch(`${sandbox}/control/v1/clients`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"client_id": "my-app", "redirect_uris": ["http://localhost:3000/callback"]}',
    });
    const { text } = await get(`${sandbox}/docs`);
    expect(text).toContain('href="/s/docs/?app=my-app#connect"');
  });

  it('leads only to addresses that answer', async () => {
    const links = new Set<string>();
    for (const slug of SLUGS)
      for (const [, address = ''] of (await get(`${server.baseUrl}/docs/${slug}.md`)).text.matchAll(
        /\]\((http:\/\/localhost[^)\s]+)\)/g,
      ))
        links.add(address);
    expect(links.size).toBeGreaterThan(5);
    for (const link of links) {
      const { status } = await fetch(link, { redirect: 'manual' });
      expect([link, status < 400]).toEqual([link, true]);
    }
  });

  it('links pages to each other below the sandbox', async () => {
    const { text } = await get(`${sandbox}/docs`);
    expect(text).toContain(`href="${sandbox}/docs/levels"`);
    expect(text).toContain('href="/s/docs/docs/levels"');
    expect(text).toContain(`href="${sandbox}/control/docs"`);
  });

  it('lists the pages for language models, with absolute addresses that answer (llmstxt.org)', async () => {
    const { text } = await get(`${server.baseUrl}/llms.txt`);
    expect(text).toMatch(/^# /);
    const pages = [...text.matchAll(/\]\((http[^)]+\.md)\)/g)].map(([, address = '']) => address);
    expect(pages.length).toBeGreaterThan(15);
    for (const address of pages)
      expect([address, (await get(address)).status]).toEqual([address, 200]);
  });

  it('finds words by a plain form, in headings first, and says where', async () => {
    const { text } = await get(`${server.baseUrl}/docs/search?q=passport+barcode`);
    expect(text).toMatch(/data-testid="docs-found">\d+ places? ha(s|ve)/);
    expect(text).toContain('/docs/engine#it-can');
    const first = await get(`${server.baseUrl}/docs/search?q=magic+values`);
    expect(/data-testid="docs-hit"><a[^>]*href="([^"]+)"/.exec(first.text)?.[1]).toBe(
      '/docs/outcome-scripts#magic-values-and-payload-documents',
    );
  });

  it('finds operations of the API by path, summary and members, and leads to them', async () => {
    const operationsFor = async (query: string) => {
      const { text } = await get(`${server.baseUrl}/docs/search?q=${encodeURIComponent(query)}`);
      return [...text.matchAll(/data-testid="docs-operation"><a[^>]*href="([^"]+)"/g)].map(
        ([, href]) => href,
      );
    };
    expect(await operationsFor('POST /clock/advance')).toEqual(['/control/docs#postClockAdvance']);
    expect(await operationsFor('withdraw scripts')).toEqual([]);
    expect(await operationsFor('authenticators')).toContain('/control/docs#postPeople');
    const { text } = await get(`${server.baseUrl}/control/docs`);
    expect(text).toContain(' id="postClockAdvance"');
  });

  it('says so when nothing is found, and prints what was typed as text', async () => {
    const { text } = await get(
      `${server.baseUrl}/docs/search?q=${encodeURIComponent('<script>zz')}`,
    );
    expect(text).toContain('0 places have “&lt;script&gt;zz”');
    expect(text).not.toContain('<script>zz');
    expect((await get(`${server.baseUrl}/docs/search?q=a&q=b`)).status).toBe(200);
    expect((await get(`${server.baseUrl}/docs/search?q=${'x'.repeat(5000)}`)).status).toBe(200);
  });

  it.each(['nothing', 'nothing.md', '..%2Fpackage.json', 'errors/nothing', 'constructor'])(
    'has no page %s',
    async (name) => {
      expect((await get(`${server.baseUrl}/docs/${name}`)).status).toBe(404);
    },
  );

  it('shows one finding by its code, among the other pages', async () => {
    const { text } = await get(`${server.baseUrl}/docs/errors/code_used_twice`);
    expect(text).toContain('data-testid="fix"');
    expect(text).toMatch(/href="\/docs\/errors" aria-current="page"/);
  });
});
