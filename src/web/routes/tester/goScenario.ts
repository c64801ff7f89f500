import Router from '@koa/router';
import type { Context } from 'koa';
import { loginUriOf, type Partners } from '../../../partners/index.js';
import type { AskControl } from '../../askControl.js';
import { clientLogin } from '../../clientLogin.js';
import { placeOf } from '../../requestState.js';
import { seeOther } from '../../seeOther.js';
import type { IrsEntry } from './signInAs.js';

export interface GoScenarioDeps {
  readonly askControl: AskControl;
  readonly getClient: Partners['getClient'];
  readonly irs: (ctx: Context) => IrsEntry | undefined;
}

interface Applied {
  readonly person: { readonly email: string };
}

/**
 * A link that makes a story's person, arms its scripts for them and opens the client's login (OpenID Connect Core section 4);
 * without `client_id` the simulated IRS'.
 */
export function goScenarioRouter(deps: GoScenarioDeps): Router {
  const router = new Router();
  router.get('/go/:scenario', async (ctx) => {
    refuseEmbedded(ctx);
    const place = placeOf(ctx);
    const clientId = textOf(ctx.query['client_id']) ?? deps.irs(ctx)?.clientId;
    if (clientId === undefined) return ctx.throw(400, 'go_client_missing');
    const client = await deps.getClient(place.id, clientId);
    if (!client) return ctx.throw(404, 'go_client_unknown');
    const login = loginUriOf(client);
    if (login === undefined) return ctx.throw(409, 'go_client_without_login');
    const path = `/scenarios/${encodeURIComponent(String(ctx.params['scenario']).slice(0, 100))}/apply`;
    const applied = await deps.askControl<Applied>(place, path, { client_id: clientId });
    if (!applied.ok) return ctx.throw(404, 'go_scenario_unknown');
    return seeOther(ctx, clientLogin(login, place.base, applied.body.person.email));
  });
  return router;
}

/** It makes something: a picture or a frame of another page is no visit (Fetch Metadata). */
function refuseEmbedded(ctx: Context): void {
  const destination = ctx.get('Sec-Fetch-Dest');
  if (destination !== '' && destination !== 'document') ctx.throw(403, 'cross_site');
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
