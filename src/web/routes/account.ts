import Router from '@koa/router';
import type { Context } from 'koa';
import { aalOf, ialOf, type Subscriber } from '../../assurance/index.js';
import type { Authenticators } from '../../authenticators/index.js';
import {
  currentSession,
  profileOf,
  type ClientStore,
  type Consent,
  type ConsentStore,
  type CurrentSession,
  type Providers,
  type SubscriberStore,
} from '../../oidc/index.js';
import { formOf, readForm } from '../forms/form.js';
import { isOwnForm, type CsrfCookie } from '../middleware/csrf.js';
import type { AccountModel } from '../pages/accountViews.js';
import { maskNumber } from '../pages/masking.js';
import type { ShowPage } from '../render.js';
import { placeOf } from '../requestState.js';
import { request, seeOther } from './ownPages.js';

export interface AccountPagesDeps {
  readonly providers: Providers;
  readonly subscribers: SubscriberStore;
  readonly authenticators: Authenticators;
  readonly consents: ConsentStore;
  readonly clients: ClientStore;
  readonly show: ShowPage;
  readonly csrfCookie: CsrfCookie;
}

interface Viewer {
  readonly session: CurrentSession;
  readonly subscriber: Subscriber;
}

/** The person's own account: level, authenticators, who may know what, and taking that back. */
export function accountRouter(deps: AccountPagesDeps): Router {
  const router = new Router();

  router.get('/account', async (ctx) => {
    if (ctx.querystring !== '') return seeOther(ctx, `${placeOf(ctx).prefix}/account`);
    const viewer = await viewerOf(deps, ctx);
    if (!viewer) return request(ctx, {});
    const { email } = viewer.subscriber;
    return deps.show(ctx, 'account/overview', await overview(deps, ctx, viewer), {
      viewer: { email },
    });
  });

  router.post('/account/partners/:client/revoke', readForm, async (ctx) => {
    if (!isOwnForm(ctx, deps.csrfCookie, formOf(ctx).get('csrf'))) ctx.throw(403, 'form_expired');
    const viewer = await viewerOf(deps, ctx);
    if (!viewer) return request(ctx, {});
    const { subscriber } = viewer;
    const client = String((ctx as { params?: { client?: string } }).params?.client);
    await deps.consents.revoke(placeOf(ctx).id, subscriber.uuid, client, [
      { type: 'consent.revoked', account: subscriber.id, client },
    ]);
    return seeOther(ctx, `${placeOf(ctx).prefix}/account`);
  });
  return router;
}

async function viewerOf(
  { providers, subscribers }: AccountPagesDeps,
  ctx: Context,
): Promise<Viewer | undefined> {
  const standard = profileOf('standard');
  const place = placeOf(ctx);
  const session = standard && (await currentSession(await providers.of(place, standard), ctx));
  const subscriber = session && (await subscribers.bySub(place.id, session.sub));
  return session && subscriber?.state === 'active' ? { session, subscriber } : undefined;
}

async function overview(
  deps: AccountPagesDeps,
  ctx: Context,
  { session, subscriber }: Viewer,
): Promise<AccountModel> {
  const { id: sandbox, prefix } = placeOf(ctx);
  const [authenticators, consents] = await Promise.all([
    deps.authenticators.list(sandbox, subscriber.id),
    deps.consents.list(sandbox, subscriber.uuid),
  ]);
  const verification = ialOf(subscriber.verification) === 2 ? subscriber.verification : undefined;
  const { given_name, family_name } = verification?.attributes ?? subscriber.attributes;
  const name = [given_name, family_name].filter(Boolean).join(' ');
  return {
    name: name === '' ? undefined : name,
    email: subscriber.email,
    ial: verification ? 2 : 1,
    aal: aalOf(session.amr),
    verifiedAt: verification?.verifiedAt,
    evidence: (verification?.evidence ?? []).map(({ type, number }) => ({
      key: `account.evidence.${type}`,
      values: { number: number === undefined ? '' : maskNumber(number) },
    })),
    verify: verification ? undefined : `${prefix}/verify`,
    authenticators: authenticators.map(({ kind, boundAt, lastUsedAt, left }) => ({
      kind,
      addedAt: boundAt,
      lastUsedAt,
      left,
    })),
    partners: await Promise.all(consents.map((consent) => connected(deps, ctx, consent))),
    activity: [],
    signOut: `${prefix}/signout`,
  };
}

async function connected(
  { clients }: AccountPagesDeps,
  ctx: Context,
  { clientId, claims, rejected, givenAt }: Consent,
): Promise<AccountModel['partners'][number]> {
  const { id: sandbox, prefix } = placeOf(ctx);
  const client = await clients.find(sandbox, clientId);
  return {
    brand: client?.partner ?? { name: clientId },
    since: givenAt,
    attributes: claims.filter((claim) => !rejected.includes(claim) && SHOWN.has(claim)),
    revoke: `${prefix}/account/partners/${encodeURIComponent(clientId)}/revoke`,
  };
}

/** Claims that a person would call an attribute of theirs. */
const SHOWN = new Set(['name', 'birthdate', 'email', 'address', 'phone_number', 'ssn']);
