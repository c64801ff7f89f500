import Router from '@koa/router';
import type { Context } from 'koa';
import { helpFor } from '../../help/helpFor.js';
import { readForm } from '../../forms/form.js';
import { placeOf } from '../../requestState.js';
import { seeOther } from '../../seeOther.js';
import { authenticatorRoutes } from './authenticators.js';
import { closeRoutes } from './close.js';
import type { AccountPagesDeps } from './deps.js';
import { overview } from './overview.js';
import { passwordRoutes } from './password.js';
import { recoveryCodeRoutes } from './recoveryCodes.js';
import { sessionRoutes } from './sessions.js';
import { ACCOUNT_PAGES, forViewer, type Visit } from './viewer.js';

export type { AccountPagesDeps } from './deps.js';

/** The person's own account: level, authenticators, sessions, what happened, who may know what, and the way out. */
export function accountRouter(deps: AccountPagesDeps): Router {
  const router = new Router();

  router.get('/account', async (ctx, next) => {
    const { error, state } = ctx.query;
    if (error !== undefined) return refused(deps, ctx);
    if (ctx.querystring === '')
      return forViewer(deps, (visit) => showOverview(deps, visit))(ctx, next);
    const page = ACCOUNT_PAGES.find((name) => name === state);
    return seeOther(ctx, `${placeOf(ctx).prefix}/account${page ? `/${page}` : ''}`);
  });
  router.post(
    '/account/partners/:client/revoke',
    readForm,
    forViewer(deps, (visit) => revoke(deps, visit)),
  );
  authenticatorRoutes(router, deps);
  recoveryCodeRoutes(router, deps);
  passwordRoutes(router, deps);
  sessionRoutes(router, deps);
  closeRoutes(router, deps);
  return router;
}

/** Somebody came back without being signed in: the provider said why. */
function refused({ show }: AccountPagesDeps, ctx: Context): void {
  const { prefix } = placeOf(ctx);
  const said = String(ctx.query['error_description'] ?? '');
  const message = REFUSALS[said];
  if (message === undefined) return seeOther(ctx, prefix || '/');
  ctx.status = 403;
  return show(ctx, 'error', {
    status: 403,
    message,
    back: prefix || '/',
    help: helpFor(ctx, message),
  });
}

const REFUSALS: Readonly<Record<string, string>> = {
  'the account is suspended': 'account_suspended',
  'the account is closed': 'account_is_closed',
  'the account is locked': 'account_locked',
  'the account is held': 'account_held',
  'the account was reported for fraud': 'account_fraud',
  'the person is reported to have died': 'account_deceased',
};

const showOverview = async (deps: AccountPagesDeps, visit: Visit): Promise<void> =>
  visit.show('account/overview', await overview(deps, visit));

async function revoke(deps: AccountPagesDeps, visit: Visit): Promise<void> {
  const { ctx, sandbox, subscriber } = visit;
  const client = String((ctx as { params?: { client?: string } }).params?.client);
  await deps.consents.revoke(sandbox, subscriber.uuid, client, [
    { type: 'consent.revoked', account: subscriber.id, client },
  ]);
  visit.leave();
}
