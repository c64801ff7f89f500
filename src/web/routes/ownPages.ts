import Router from '@koa/router';
import type { Context } from 'koa';
import type { Accounts } from '../../accounts/index.js';
import { FIRST_PARTY_CLIENT, type Sessions } from '../../oidc/index.js';
import { helpFor } from '../help/helpFor.js';
import { formOf, readForm } from '../forms/form.js';
import { isOwnForm, type CsrfCookie } from '../middleware/csrf.js';
import type { ShowPage } from '../render.js';
import { placeOf } from '../requestState.js';
import { seeOther } from '../seeOther.js';

export interface OwnPagesDeps {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly show: ShowPage;
  readonly csrfCookie: CsrfCookie;
}

/**
 * Signing in and signing up without a partner: each is an authorization request of Standin's own client, which wants
 * no code (OAuth 2.0 Multiple Response Types section 4), so that one dispatcher serves everybody.
 */
export function ownPagesRouter({ accounts, sessions, show, csrfCookie }: OwnPagesDeps): Router {
  const router = new Router();
  router.get('/signin', (ctx) => request(ctx, {}));
  router.get('/signup', (ctx) => request(ctx, { prompt: 'create' }));

  router.get('/signup/confirm', async (ctx) => {
    const confirmed = await accounts.confirmByLink(
      placeOf(ctx).id,
      String(ctx.query['token'] ?? ''),
    );
    const { prefix } = placeOf(ctx);
    if (confirmed.ok) return show(ctx, 'signup/confirmed', { signIn: `${prefix}/signin` });
    ctx.status = 410;
    const help = helpFor(ctx, confirmed.reason);
    const back = `${prefix}/signin`;
    return show(ctx, 'error', { status: 410, message: confirmed.reason, back, help });
  });

  router.get('/signout', (ctx) => seeOther(ctx, `${placeOf(ctx).prefix}/account`));
  router.post('/signout', readForm, async (ctx) => {
    if (!isOwnForm(ctx, csrfCookie, formOf(ctx).get('csrf'))) ctx.throw(403, 'form_expired');
    await sessions.endCurrent(placeOf(ctx), ctx);
    const { prefix } = placeOf(ctx);
    show(ctx, 'signedOut', { home: prefix || '/', signIn: `${prefix}/signin` });
  });
  return router;
}

/** Sends the person to the authorization endpoint as Standin's own client. */
export const request = (ctx: Context, parameters: Readonly<Record<string, string>>): void =>
  seeOther(ctx, placeOf(ctx).prefix + ownRequest(ctx, parameters));

/** An authorization request of Standin's own client, below the sandbox's base: it wants no code and needs no consent. */
export function ownRequest(ctx: Context, parameters: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams({
    client_id: FIRST_PARTY_CLIENT,
    response_type: 'none',
    scope: 'openid',
    redirect_uri: `${placeOf(ctx).base}/account`,
    ...parameters,
  });
  return `/connect/authorize?${query.toString()}`;
}
