import { bodyParser } from '@koa/bodyparser';
import Router from '@koa/router';
import type { Context } from 'koa';
import { refused } from '../../platform/result.js';
import { reaches } from '../levels.js';
import { levelWords } from '../pages/receivedPage.js';
import { personOf } from '../person.js';
import { receivedFrom } from '../received.js';
import type { Service } from '../services.js';
import { findService } from '../services.js';
import type { Session } from '../sessions.js';
import type { Site } from '../site.js';
import { showTrouble } from '../site.js';

/** The one provider that is set up; the page shows another that is not. */
const PROVIDER = 'standin';
const MOST_PENDING = 8;
const LONGEST_HINT = 254;

/** Choosing a provider, going there, coming back, and signing out. */
export function signInRoutes(site: Site): Router {
  const router = new Router({ prefix: site.agency.path });
  const form = bodyParser({ enableTypes: ['form'], formLimit: '8kb' });
  router.get('/signin', (ctx) => chooseProvider(site, ctx));
  router.post('/signin', form, (ctx) => signIn(site, ctx));
  router.get('/login', (ctx) => initiatedElsewhere(site, ctx));
  router.get('/callback', (ctx) => callback(site, ctx));
  router.post('/signout', (ctx) => signOut(site, ctx));
  return router;
}

function chooseProvider(
  { agency, show, issuer }: Site,
  ctx: Context,
  asked: unknown = ctx.query['service'],
  error: 'provider_missing' | null = null,
): void {
  const service = findService(agency.services, asked);
  if (!service) return ctx.throw(404);
  const model = {
    service: service.id,
    needs: levelWords(service.needs),
    providerHost: new URL(issuer).host,
    error,
  };
  show(ctx, 'chooseProvider', model, error ? 422 : 200);
}

async function signIn(site: Site, ctx: Context): Promise<void> {
  const { service: asked, provider } = ctx.request.body as Record<string, unknown>;
  const service = findService(site.agency.services, asked);
  if (!service) return ctx.throw(404);
  if (provider !== PROVIDER) return chooseProvider(site, ctx, service.id, 'provider_missing');
  const { person } = site.visits.of(ctx) ?? {};
  if (person && reaches(person.level, service.needs))
    return seeOther(ctx, `${site.agency.path}/services/${service.id}`);
  await sendToProvider(site, ctx, service);
}

/** OpenID Connect Core section 4: somebody else, here the provider itself, asks the agency to sign a person in. */
async function initiatedElsewhere(site: Site, ctx: Context): Promise<void> {
  const { iss, login_hint: hint, target_link_uri: target } = ctx.query;
  if (iss !== site.issuer) return ctx.throw(400);
  const { services } = site.agency;
  const service =
    services.find(({ id }) => target === `${site.baseUrl()}/services/${id}`) ?? services[0];
  if (!service) return ctx.throw(404);
  const loginHint = typeof hint === 'string' && hint.length <= LONGEST_HINT ? hint : undefined;
  await sendToProvider(site, ctx, service, loginHint);
}

async function sendToProvider(
  site: Site,
  ctx: Context,
  service: Service,
  loginHint?: string,
): Promise<void> {
  const begun = await site.provider.begin(service.needs, loginHint);
  if (!begun.ok) return showTrouble(site, ctx, begun, service.id);
  const { pending } = site.visits.ofOrNew(ctx);
  const [oldest] = pending.keys();
  if (oldest !== undefined && pending.size >= MOST_PENDING) pending.delete(oldest);
  pending.set(begun.value.pending.state, { ...begun.value.pending, service: service.id });
  seeOther(ctx, begun.value.url);
}

async function callback(site: Site, ctx: Context): Promise<void> {
  const session = site.visits.of(ctx);
  const state = ctx.URL.searchParams.get('state') ?? '';
  const pending = session?.pending.get(state);
  if (!session || !pending) return showTrouble(site, ctx, refused('state_mismatch'), null);
  session.pending.delete(state); // an answer counts once
  const url = new URL(ctx.url, site.baseUrl());
  const answer = await site.provider.finish(url, pending);
  if (!answer.ok) return showTrouble(site, ctx, answer, pending.service);

  const person = personOf(answer.value);
  session.received = receivedFrom(answer.value, person !== undefined);
  session.idToken = answer.value.idToken;
  if (!person) return showTrouble(site, ctx, refused('level_not_reached'), pending.service);
  admit(site.visits.renew(ctx, session), person);
  seeOther(ctx, `${site.agency.path}/services/${pending.service}`);
}

/** A step-up adds to a session; another person in the same browser inherits nothing of it. */
function admit(session: Session, person: NonNullable<Session['person']>): void {
  if (session.person?.sub !== person.sub) session.payments.length = 0;
  session.person = person;
}

async function signOut(site: Site, ctx: Context): Promise<void> {
  const idToken = site.visits.of(ctx)?.idToken;
  site.visits.end(ctx);
  if (!idToken) return seeOther(ctx, `${site.agency.path}/?state=signed-out`);
  const target = await site.provider.endSession(idToken, `${site.baseUrl()}/`);
  if (target.ok) return seeOther(ctx, target.value);
  const model = { kind: 'signed_out_here_only', service: null, error: null, description: null };
  site.show(ctx, 'trouble', model, 503);
}

function seeOther(ctx: Context, target: string): void {
  ctx.redirect(target);
  ctx.status = 303;
}
