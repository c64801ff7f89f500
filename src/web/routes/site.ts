import Router from '@koa/router';
import type { Context } from 'koa';
import { PROFILES } from '../../oidc/index.js';
import { FINDINGS } from '../../traces/index.js';
import type { IssuerCard, PersonaCard } from '../pages/siteViews.js';
import type { ShowPage } from '../render.js';
import { isOperator, placeOf } from '../requestState.js';

/** What the landing page tells of the people of the catalogue. */
export type PersonaCards = (ctx: Context) => Promise<readonly PersonaCard[]>;

export interface SiteDeps {
  readonly show: ShowPage;
  readonly personaCards: PersonaCards;
  /** Address of the simulated IRS; undefined without it, and outside the default sandbox. */
  readonly irsUrl: (ctx: Context) => string | undefined;
}

/** The front page and the pages that explain. */
export function siteRouter({ show, personaCards, irsUrl }: SiteDeps): Router {
  const router = new Router();

  router.get('/', async (ctx) => {
    const { prefix, base } = placeOf(ctx);
    show(ctx, 'landing', {
      irs: irsUrl(ctx),
      verify: `${prefix}/verify`,
      inbox: isOperator(ctx) ? `${prefix}/inbox` : undefined,
      api: `${prefix}/control/docs`,
      engineLimits: `${prefix}/docs/engine`,
      personas: isOperator(ctx) ? await personaCards(ctx) : undefined,
      issuers: PROFILES.map((profile) => issuerCard(profile, base)),
    });
  });

  // The front page is the console for now: a console link leads there.
  router.get('/console', (ctx) => ctx.redirect(placeOf(ctx).prefix || '/'));

  router.get('/docs/engine', (ctx) =>
    show(ctx, 'engine/limits', { home: placeOf(ctx).prefix || '/' }),
  );

  router.get('/docs/errors', (ctx) =>
    show(ctx, 'docs/errors', { folder: `${placeOf(ctx).prefix}/docs/errors`, findings: FINDINGS }),
  );

  router.get('/docs/errors/:code', (ctx) => {
    const finding = FINDINGS.find(({ code }) => code === ctx.params['code']);
    if (!finding) return ctx.throw(404, 'unknown_error_code');
    return show(ctx, 'docs/error', { all: `${placeOf(ctx).prefix}/docs/errors`, finding });
  });
  return router;
}

function issuerCard({ id, issuer, paths }: (typeof PROFILES)[number], base: string): IssuerCard {
  const { discovery, ...endpoints } = paths;
  return {
    profile: id,
    issuer: issuer(base),
    discovery: base + discovery,
    endpoints: Object.entries(endpoints).map(([name, path]: [string, string]) => ({
      name,
      url: base + path,
    })),
  };
}
