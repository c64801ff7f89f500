import Router from '@koa/router';
import type { Context } from 'koa';
import { PROFILES } from '../../oidc/index.js';
import type { IssuerCard, PersonaCard } from '../pages/siteViews.js';
import type { ShowPage } from '../render.js';
import { placeOf } from '../requestState.js';

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
      inbox: `${prefix}/inbox`,
      api: `${prefix}/control/docs`,
      engineLimits: `${prefix}/docs/engine`,
      personas: await personaCards(ctx),
      issuers: PROFILES.map((profile) => issuerCard(profile, base)),
    });
  });

  router.get('/docs/engine', (ctx) =>
    show(ctx, 'engine/limits', { home: placeOf(ctx).prefix || '/' }),
  );
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
