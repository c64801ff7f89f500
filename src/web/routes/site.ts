import Router from '@koa/router';
import type { Context } from 'koa';
import { PROFILES } from '../../oidc/index.js';
import type { Stories } from '../../scenarios/index.js';
import { sentenceOf, type AskControl } from '../askControl.js';
import { formOf, readForm } from '../forms/form.js';
import { isOwnForm, type CsrfCookie } from '../middleware/csrf.js';
import { allowFormTargets } from '../middleware/securityHeaders.js';
import type { FieldErrors } from '../pages/common.js';
import type { IssuerCard, PersonaCard, TestersDesk } from '../pages/landingView.js';
import type { ShowPage } from '../render.js';
import { isOperator, placeOf } from '../requestState.js';
import { seeOther } from '../seeOther.js';
import { connectedApp, type AppsDeps } from './tester/connectedApp.js';
import { failModel } from './tester/failModel.js';
import type { IrsEntry } from './tester/signInAs.js';

/** What the landing page tells of the people of the catalogue. */
export type PersonaCards = (ctx: Context) => Promise<readonly PersonaCard[]>;

export interface SiteDeps extends AppsDeps {
  readonly show: ShowPage;
  readonly csrfCookie: CsrfCookie;
  readonly personaCards: PersonaCards;
  /** The simulated IRS; undefined without it, and outside the default sandbox. */
  readonly irs: (ctx: Context) => IrsEntry | undefined;
  readonly askControl: AskControl;
  readonly stories: Stories;
}

/** The front page. */
export function siteRouter(deps: SiteDeps): Router {
  const router = new Router();
  router.get('/', (ctx) => landing(deps, ctx));
  router.post('/tester/apps', readForm, (ctx) => connect(deps, ctx));

  // The front page is the console for now: a console link leads there.
  router.get('/console', (ctx) => ctx.redirect(placeOf(ctx).prefix || '/'));
  return router;
}

async function landing(
  deps: SiteDeps,
  ctx: Context,
  errors: FieldErrors<'redirect_uri'> = {},
): Promise<void> {
  const { prefix, base } = placeOf(ctx);
  const { url: irs, cascadia } = deps.irs(ctx) ?? {};
  // Signing in as somebody ends at the IRS, which comes back here and goes there again.
  if (irs !== undefined) allowFormTargets(ctx, [new URL(irs).origin, new URL(base).origin]);
  deps.show(ctx, 'landing', {
    irs,
    cascadia,
    verify: `${prefix}/verify`,
    api: `${prefix}/control/docs`,
    docs: `${prefix}/docs`,
    issuers: PROFILES.map((profile) => issuerCard(profile, base)),
    desk: isOperator(ctx) ? await deskFor(deps, ctx, errors) : undefined,
  });
}

async function deskFor(
  deps: SiteDeps,
  ctx: Context,
  errors: FieldErrors<'redirect_uri'>,
): Promise<TestersDesk> {
  const { prefix } = placeOf(ctx);
  const app = await connectedApp(deps, ctx);
  const typed = ctx.method === 'POST' ? { redirect_uri: formOf(ctx).get('redirect_uri') } : {};
  return {
    demo: `${prefix}/demo`,
    inbox: `${prefix}/inbox`,
    traces: `${prefix}/console/traces`,
    signInAs: `${prefix}/tester/sign-in`,
    personas: await deps.personaCards(ctx),
    connect: { action: `${prefix}/tester/apps`, values: typed, errors },
    app,
    fail: failModel(deps.stories, ctx, app?.clientId),
  };
}

/** Registers an application by its redirect URI (RFC 6749 section 3.1.2) and shows what to put into it. */
async function connect(deps: SiteDeps, ctx: Context): Promise<void> {
  const form = formOf(ctx);
  if (!isOwnForm(ctx, deps.csrfCookie, form.get('csrf'))) ctx.throw(403, 'form_expired');
  const redirectUri = form.get('redirect_uri').trim();
  const place = placeOf(ctx);
  const made = await deps.askControl<{ readonly client_id: string }>(place, '/clients', {
    client_name: URL.canParse(redirectUri) ? new URL(redirectUri).host || redirectUri : redirectUri,
    redirect_uris: [redirectUri],
  });
  if (made.ok) {
    const query = new URLSearchParams({ app: made.body.client_id });
    return seeOther(ctx, `${place.prefix}/?${query.toString()}#connect`);
  }
  await landing(deps, ctx, {
    redirect_uri: { key: 'site.connect.refused', values: { reason: sentenceOf(made.body) } },
  });
  ctx.status = 422;
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
