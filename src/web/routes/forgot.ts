import Router from '@koa/router';
import type { Context } from 'koa';
import type { Accounts } from '../../accounts/index.js';
import { PASSWORD_LENGTH, type Authenticators } from '../../authenticators/index.js';
import { isEmailAddress, normalizeEmail } from '../../platform/emailAddress.js';
import type { Text } from '../../platform/render/text.js';
import { helpFor } from '../help/helpFor.js';
import { formOf, readForm } from '../forms/form.js';
import { isOwnForm, type CsrfCookie } from '../middleware/csrf.js';
import type { ShowPage } from '../render.js';
import { placeOf } from '../requestState.js';

export interface ForgotDeps {
  readonly accounts: Accounts;
  readonly authenticators: Pick<Authenticators, 'password'>;
  readonly show: ShowPage;
  readonly csrfCookie: CsrfCookie;
}

/** A forgotten password: the address, a mail, a new password. The pages say the same whether the address has an account or not. */
export function forgotRouter(deps: ForgotDeps): Router {
  const router = new Router();
  router.get('/forgot', (ctx) => showAsk(deps, ctx));
  router.post('/forgot', readForm, (ctx) => ask(deps, ctx));
  router.get('/forgot/reset', (ctx) =>
    withLink(deps, ctx, tokenIn(ctx.query), () => showReset(deps, ctx)),
  );
  router.post('/forgot/reset', readForm, (ctx) =>
    withLink(deps, ctx, formOf(ctx).get('token'), (account) => reset(deps, ctx, account)),
  );
  return router;
}

const tokenIn = (query: Readonly<Record<string, unknown>>): string =>
  typeof query['token'] === 'string' ? query['token'] : '';

const refuseForeign = ({ csrfCookie }: ForgotDeps, ctx: Context): void => {
  if (!isOwnForm(ctx, csrfCookie, formOf(ctx).get('csrf'))) ctx.throw(403, 'form_expired');
};

function showAsk({ show }: ForgotDeps, ctx: Context, error?: Text): void {
  const { prefix } = placeOf(ctx);
  if (error !== undefined) ctx.status = 422;
  show(ctx, 'forgot/ask', {
    action: `${prefix}/forgot`,
    values: { email: formOf(ctx).get('email') },
    errors: error === undefined ? {} : { email: error },
    back: `${prefix}/signin`,
  });
}

async function ask(deps: ForgotDeps, ctx: Context): Promise<void> {
  refuseForeign(deps, ctx);
  const { accounts, authenticators, show } = deps;
  const { id: sandbox, prefix } = placeOf(ctx);
  const email = normalizeEmail(formOf(ctx).get('email'));
  if (email === '') return showAsk(deps, ctx, 'email_required');
  if (!isEmailAddress(email)) return showAsk(deps, ctx, 'email_invalid');
  const known = await accounts.find(sandbox, email);
  const account = known?.state === 'active' && known.email === email ? known.id : undefined;
  const sent = await authenticators.password.requestReset(sandbox, { email, account });
  if (!sent.ok) return showAsk(deps, ctx, sent.reason);
  const inbox = `${prefix}/inbox?to=${encodeURIComponent(email)}`;
  return show(ctx, 'forgot/sent', { email, inbox, back: `${prefix}/signin` });
}

/** Runs a handler with the account whose link it is; a link that is not good any more is answered with a page that says so. */
async function withLink(
  { authenticators, show }: ForgotDeps,
  ctx: Context,
  token: string,
  handle: (account: string) => Promise<void> | void,
): Promise<void> {
  const { id, prefix } = placeOf(ctx);
  const account = await authenticators.password.accountOfReset(id, token);
  if (account !== undefined) return handle(account);
  ctx.status = 410;
  const help = helpFor(ctx, 'link_expired');
  const back = `${prefix}/forgot`;
  return show(ctx, 'error', { status: 410, message: 'link_expired', back, help });
}

function showReset({ show }: ForgotDeps, ctx: Context, error?: Text): void {
  if (error !== undefined) ctx.status = 422;
  show(ctx, 'forgot/reset', {
    action: `${placeOf(ctx).prefix}/forgot/reset`,
    values: { token: formOf(ctx).get('token') || tokenIn(ctx.query) },
    errors: error === undefined ? {} : { password: error },
    minimumLength: PASSWORD_LENGTH.least,
  });
}

async function reset(deps: ForgotDeps, ctx: Context, account: string): Promise<void> {
  refuseForeign(deps, ctx);
  const { id: sandbox, prefix } = placeOf(ctx);
  const form = formOf(ctx);
  if (form.get('password') === '') return showReset(deps, ctx, 'password_required');
  const { email = '', attributes = {} } = (await deps.accounts.get(sandbox, account)) ?? {};
  const personal = [email, attributes.given_name ?? '', attributes.family_name ?? ''];
  const done = await deps.authenticators.password.reset(
    sandbox,
    form.get('token'),
    form.get('password'),
    personal.filter((word) => word !== ''),
  );
  if (!done.ok) return showReset(deps, ctx, done.reason);
  return deps.show(ctx, 'forgot/done', { signIn: `${prefix}/signin` });
}
