import Router from '@koa/router';
import type { Context } from 'koa';
import type { Sessions } from '../../../oidc/index.js';
import type { AskControl } from '../../askControl.js';
import { formOf, readForm } from '../../forms/form.js';
import { isOwnForm, type CsrfCookie } from '../../middleware/csrf.js';
import { placeOf } from '../../requestState.js';
import { seeOther } from '../../seeOther.js';
import { ownRequest } from '../ownPages.js';

/** The simulated IRS as a client of this sandbox. */
export interface IrsEntry {
  readonly url: string;
  /** Cascadia Benefits, a second partner beside it. */
  readonly cascadia: string;
  readonly clientId: string;
  /** All that it ever asks for, so that one consent serves. */
  readonly scope: string;
}

export interface SignInAsDeps {
  readonly askControl: AskControl;
  readonly irs: (ctx: Context) => IrsEntry | undefined;
  readonly csrfCookie: CsrfCookie;
  readonly sessions: Pick<Sessions, 'endCurrent'>;
}

interface SignedIn {
  readonly session?: string;
}

/**
 * Signs this browser in as somebody, by the real rules and without pages, and goes to the simulated IRS or their account. Whoever
 * was signed in here no longer is. Posts `person`, and `to=irs`.
 */
export function signInAsRouter(deps: SignInAsDeps): Router {
  const router = new Router();
  router.post('/tester/sign-in', readForm, async (ctx) => {
    const form = formOf(ctx);
    if (!isOwnForm(ctx, deps.csrfCookie, form.get('csrf'))) ctx.throw(403, 'form_expired');
    const person = form.get('person', 254);
    const irs = form.get('to') === 'irs' ? deps.irs(ctx) : undefined;
    const session =
      (irs &&
        (await sessionFor(deps, ctx, { person, client_id: irs.clientId, scope: irs.scope }))) ??
      (await sessionFor(deps, ctx, {
        person,
        authorize_url: placeOf(ctx).base + ownRequest(ctx, { scope: `openid ${AAL2}` }),
      }));
    if (session === undefined) return ctx.throw(409, 'cannot_sign_in_as');
    await deps.sessions.endCurrent(placeOf(ctx), ctx);
    keepSession(ctx, session);
    return seeOther(ctx, irs ? entrance(ctx, irs) : `${placeOf(ctx).prefix}/account`);
  });
  return router;
}

/** The session's cookies; undefined where the rules keep this person out, or ask for a proof of identity first. */
async function sessionFor(
  { askControl }: SignInAsDeps,
  ctx: Context,
  body: Readonly<Record<string, unknown>>,
): Promise<string | undefined> {
  const answer = await askControl<SignedIn>(placeOf(ctx), '/sign-in', body);
  return answer.ok ? answer.body.session : undefined;
}

const AAL2 = 'http://idmanagement.gov/ns/assurance/aal/2';

/** As the provider itself sets them. */
function keepSession(ctx: Context, session: string): void {
  const path = placeOf(ctx).prefix || '/';
  for (const cookie of session.split('; ')) {
    const cut = cookie.indexOf('=');
    ctx.cookies.set(cookie.slice(0, cut), cookie.slice(cut + 1), {
      ...{ path, httpOnly: true, sameSite: 'lax', secure: ctx.secure, signed: false },
    });
  }
}

/** OpenID Connect Core section 4. */
const entrance = (ctx: Context, { url }: IrsEntry): string =>
  `${url}/login?${new URLSearchParams({ iss: placeOf(ctx).base }).toString()}`;
