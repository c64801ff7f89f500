import Router from '@koa/router';
import type { Context } from 'koa';
import { FINDINGS } from '../../traces/index.js';
import { contentsAt } from '../docs/contents.js';
import { createLibrary, INDEX, type DocPage, type Library } from '../docs/library.js';
import { EXAMPLE_CLIENT, withLiveValues, type LiveValues } from '../docs/liveValues.js';
import { slugOf } from '../docs/markdown.js';
import { createOperations, type OperationsOf } from '../docs/operations.js';
import { searchPages } from '../docs/search.js';
import type { AskControl } from '../askControl.js';
import type { DocsFrame } from '../pages/docsViews.js';
import type { ShowPage } from '../render.js';
import { isOperator, placeOf } from '../requestState.js';
import type { AppsDeps } from './tester/connectedApp.js';
import type { IrsEntry } from './tester/signInAs.js';

const LONGEST_QUERY = 100;

export interface DocsDeps extends Pick<AppsDeps, 'getClient'> {
  readonly show: ShowPage;
  /** The folder of `*.md`. */
  readonly docsFolder: string;
  readonly irs: (ctx: Context) => IrsEntry | undefined;
  readonly askControl: AskControl;
}

/** The documentation with this sandbox's addresses: pages, the same as Markdown, search, and the list for language models. */
export function docsRouter(deps: DocsDeps): Router {
  const library = createLibrary(deps.docsFolder);
  const operationsOf = createOperations(deps.askControl);
  const router = new Router();
  router.get('/docs', async (ctx) => showPage(deps, ctx, await library(), INDEX));
  router.get('/docs/search', async (ctx) => search(deps, ctx, await library(), operationsOf));
  router.get('/docs/errors/:code', async (ctx) =>
    showFinding(deps, ctx, await library(), String(ctx.params['code'])),
  );
  router.get('/docs/:page.md', async (ctx) => {
    const page = await (await library()).page(slugOf(String(ctx.params['page'])));
    if (page) sendMarkdown(ctx, withLiveValues(page.markdown, live(deps, ctx)));
  });
  router.get('/docs/:page', async (ctx) =>
    showPage(deps, ctx, await library(), String(ctx.params['page'])),
  );
  router.get('/llms.txt', async (ctx) => {
    const index = await (await library()).page(INDEX);
    const list = listFor(index?.markdown ?? '', placeOf(ctx).base);
    sendMarkdown(ctx, withLiveValues(list, live(deps, ctx)));
  });
  return router;
}

const live = (deps: DocsDeps, ctx: Context): LiveValues => ({
  base: placeOf(ctx).base,
  irs: deps.irs(ctx)?.url,
});

/** The index with absolute addresses of the pages as Markdown: what llmstxt.org asks for. */
const listFor = (index: string, base: string): string =>
  index.replace(/\]\(([\w-]+)\.md/g, (_, name: string) => `](${base}/docs/${slugOf(name)}.md`);

function sendMarkdown(ctx: Context, markdown: string): void {
  ctx.type = 'text/markdown; charset=utf-8';
  ctx.body = markdown;
}

async function showPage(
  deps: DocsDeps,
  ctx: Context,
  library: Library,
  slug: string,
): Promise<void> {
  const page = await library.page(slug);
  if (!page) return; // not found
  const docs = await frameOf(deps, ctx, library, { title: page.title, slug, page });
  deps.show(ctx, 'docs/page', {
    docs,
    html: withLiveValues(page.html, live(deps, ctx)),
    source: `${docs.folder}/${slug}.md`,
  });
}

async function showFinding(
  deps: DocsDeps,
  ctx: Context,
  library: Library,
  code: string,
): Promise<void> {
  const finding = FINDINGS.find((one) => one.code === code);
  if (!finding) return ctx.throw(404, 'unknown_error_code');
  const docs = await frameOf(deps, ctx, library, { title: finding.title, slug: 'errors' });
  deps.show(ctx, 'docs/error', { docs, all: `${docs.folder}/errors`, finding });
}

async function search(
  deps: DocsDeps,
  ctx: Context,
  library: Library,
  operationsOf: OperationsOf,
): Promise<void> {
  const { q } = ctx.query;
  const query = (typeof q === 'string' ? q : '').slice(0, LONGEST_QUERY).trim();
  const docs = await frameOf(deps, ctx, library, { title: 'docs.search.title', slug: 'search' });
  const hits = searchPages(await library.all(), query);
  const operations = searchPages([await operationsOf(placeOf(ctx))], query);
  const reference = `${placeOf(ctx).prefix}/control/docs`;
  deps.show(ctx, 'docs/search', {
    docs: { ...docs, query },
    hits: hits.map(({ page: { slug, title }, id, ...hit }) => ({
      ...{ ...hit, page: title, href: `${docs.folder}/${slug}#${id}` },
    })),
    operations: operations.map(({ page: _reference, id, ...hit }) => ({
      ...{ ...hit, href: `${reference}#${id}` },
    })),
  });
}

/** What surrounds a page: where it is among the others, and where this server is. */
async function frameOf(
  deps: DocsDeps,
  ctx: Context,
  { chapters }: Library,
  { title, ...here }: { readonly title: string; readonly slug: string; readonly page?: DocPage },
): Promise<DocsFrame> {
  const { base, prefix } = placeOf(ctx);
  const folder = `${prefix}/docs`;
  return {
    ...{ title, folder, query: '', search: `${folder}/search` },
    ...{ issuer: base, control: `${base}/control/v1` },
    example: isOperator(ctx) ? await exampleIn(deps, ctx) : undefined,
    chapters: contentsAt(chapters, { ...here, folder, values: live(deps, ctx) }),
  };
}

async function exampleIn({ getClient }: DocsDeps, ctx: Context): Promise<DocsFrame['example']> {
  const { id, prefix } = placeOf(ctx);
  const known = await getClient(id, EXAMPLE_CLIENT);
  const settings = `${prefix}/?app=${EXAMPLE_CLIENT}#connect`;
  return { id: EXAMPLE_CLIENT, ...(known && { settings }) };
}
