import type { Context, Middleware } from 'koa';
import type { Subscriber } from '../../../assurance/index.js';
import type { CurrentSession } from '../../../oidc/index.js';
import { MINUTE, SECOND } from '../../../platform/clock.js';
import type { SandboxId } from '../../../platform/ids.js';
import type { FormFields } from '../../forms/fields.js';
import { formOf } from '../../forms/form.js';
import { isOwnForm } from '../../middleware/csrf.js';
import type { ViewName, Views } from '../../pages/views.js';
import { placeOf } from '../../requestState.js';
import { seeOther } from '../../seeOther.js';
import { request } from '../ownPages.js';
import type { AccountPagesDeps } from './deps.js';

/** Whoever changes how they sign in has signed in lately: a browser left open is not enough (63B-4 section 4.1.2). */
const FRESH = 10 * MINUTE;

/** Pages to which a person comes back after signing in again; carried in `state`, so nothing else can be asked for. */
export const ACCOUNT_PAGES = ['authenticators/new', 'recovery-codes', 'password', 'close'] as const;
export type AccountPage = (typeof ACCOUNT_PAGES)[number];

/** One request of somebody who is signed in. */
export interface Visit {
  readonly ctx: Context;
  readonly sandbox: SandboxId;
  readonly session: CurrentSession;
  readonly subscriber: Subscriber;
  readonly form: FormFields;
  /** Address of one of the account's pages; the overview when nothing is named. */
  path(page?: string): string;
  show<Name extends ViewName>(name: Name, model: Views[Name]): void;
  /** Back to the overview. */
  leave(): void;
}

type Handler = (visit: Visit) => Promise<void> | void;

/**
 * Hands a request to whoever is signed in; others sign in first. `back` names the page that needs a fresh sign-in and is returned
 * to. What is posted has to come from a form of this browser.
 */
export const forViewer =
  (deps: AccountPagesDeps, handle: Handler, back?: AccountPage): Middleware =>
  async (ctx) => {
    if (ctx.method === 'POST' && !isOwnForm(ctx, deps.csrfCookie, formOf(ctx).get('csrf')))
      ctx.throw(403, 'form_expired');
    const visit = await visitOf(deps, ctx);
    if (!visit) return request(ctx, back ? { state: back } : {});
    const age = deps.clock.now() - visit.session.authenticatedAt;
    if (back && age > FRESH) return request(ctx, { state: back, max_age: String(FRESH / SECOND) });
    await handle(visit);
  };

async function visitOf(deps: AccountPagesDeps, ctx: Context): Promise<Visit | undefined> {
  const place = placeOf(ctx);
  const session = await deps.sessions.current(place, ctx);
  const subscriber = session && (await deps.subscribers.bySub(place.id, session.sub));
  if (!session || subscriber?.state !== 'active' || subscriber.restrictions.length > 0)
    return undefined;
  const path = (page?: string) => `${place.prefix}/account${page === undefined ? '' : `/${page}`}`;
  return {
    ...{ ctx, sandbox: place.id, session, subscriber, form: formOf(ctx), path },
    show(name, model) {
      if (ctx.method === 'POST') ctx.status = 422;
      deps.show(ctx, name, model, { viewer: { email: subscriber.email } });
    },
    leave: () => seeOther(ctx, path()),
  };
}
