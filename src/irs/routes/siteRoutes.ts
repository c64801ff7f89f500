import Router from '@koa/router';
import type { Context } from 'koa';
import type { Assets } from '../../platform/render/assets.js';
import { ASSET_CACHE_CONTROL } from '../../platform/render/assets.js';
import { reaches } from '../levels.js';
import { levelWords, receivedModel } from '../pages/receivedPage.js';
import type { ServiceCard } from '../pages/views.js';
import type { Person } from '../person.js';
import type { Service } from '../services.js';
import type { Site } from '../site.js';

/** The home page, and what was received. */
export function siteRoutes(site: Site): Router {
  const router = new Router({ prefix: site.agency.path });
  router.get('/', (ctx) => home(site, ctx));
  router.get('/received', (ctx) => received(site, ctx));
  router.get('/received.json', (ctx) => receivedJson(site, ctx));
  return router;
}

/** What every agency's site shares: styles, and a sign of life. */
export function commonRoutes(assets: Assets): Router {
  const router = new Router();
  router.get('/assets/:name', (ctx) => sendAsset(assets, ctx));
  router.get('/healthz', (ctx) => {
    ctx.body = 'ok';
  });
  return router;
}

function home({ agency, visits, show }: Site, ctx: Context): void {
  const person = visits.of(ctx)?.person;
  const services = agency.services.map((service) => cardOf(service, person));
  show(ctx, 'home', {
    services,
    notice: ctx.query['state'] === 'signed-out' ? 'signed_out' : null,
  });
}

function cardOf({ id, needs }: Service, person: Person | undefined): ServiceCard {
  const words = levelWords(needs);
  if (!person) return { id, needs: words, next: 'sign_in' };
  return { id, needs: words, next: reaches(person.level, needs) ? 'open' : 'verify' };
}

function received({ visits, show }: Site, ctx: Context): void {
  const answer = visits.of(ctx)?.received;
  if (answer) show(ctx, 'received', receivedModel(answer));
  else show(ctx, 'nothingReceived', {}, 404);
}

/** The same for programs: a test of the whole journey asserts what the relying party was told. */
function receivedJson({ visits }: Site, ctx: Context): void {
  const answer = visits.of(ctx)?.received;
  if (!answer) return ctx.throw(404);
  ctx.body = answer;
}

function sendAsset(assets: Assets, ctx: Context): void {
  const asset = assets.find((ctx.params as Record<string, string>)['name'] ?? '');
  if (!asset) return ctx.throw(404);
  ctx.set('Cache-Control', ASSET_CACHE_CONTROL);
  ctx.type = asset.type;
  ctx.body = asset.content;
}
