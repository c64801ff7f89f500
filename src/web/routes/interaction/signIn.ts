import type { AuthenticatorUse } from '../../../assurance/index.js';
import { leaving, type Progress } from '../../../oidc/index.js';
import type { FieldErrors } from '../../pages/common.js';
import { isEmailAddress, normalizeEmail } from '../../../platform/emailAddress.js';
import { kept } from '../../forms/fields.js';
import { placeOf } from '../../requestState.js';
import type { SignInDeps } from './deps.js';
import type { Exchange, InteractionPage } from './exchange.js';
import { askOn, checkAnswer, sendOptions } from './passkey.js';
import { refusedByScript } from './scripted.js';

type Field = 'email' | 'password';

/** E-mail and password. The same refusal, in the same time, for an unknown address and a wrong password. */
export const signInPage = (deps: SignInDeps): InteractionPage => ({
  name: 'signin',
  fits: ({ step }) => step.at === 'sign_in' || step.at === 'sign_up',
  show: (exchange) => show(exchange, {}),
  posts: {
    '': async (exchange) => {
      const { accounts, authenticators, clock } = deps;
      const { form, ctx } = exchange;
      const email = normalizeEmail(form.get('email'));
      const password = form.get('password');
      const missing = required(email, password);
      if (missing) return show(exchange, missing);
      const sandbox = placeOf(ctx).id;
      const account = await accounts.find(sandbox, email);
      const own = account?.email === email && account.state !== 'closed' ? account : undefined;
      const who = { id: own?.id, email, tag: own?.tag };
      const scripted = await refusedByScript(deps, exchange, 'sign_in', who);
      if (scripted === 'ended') return;
      if (scripted) return show(exchange, { form: scripted.reason });
      const checked = await authenticators.password.verify(
        sandbox,
        { email, account: own?.id },
        password,
      );
      if (!checked.ok || !own) {
        return show(exchange, { form: checked.ok ? 'wrong_password_or_email' : checked.reason });
      }
      await exchange.advance(() => signedIn(own, clock.now()));
      exchange.goOn();
    },
    'passkey-options': (exchange) => sendOptions(deps, exchange),
    passkey: (exchange) => signInByPasskey(deps, exchange),
    signup: async (exchange) => {
      await exchange.advance((progress) => ({ ...progress, wantsAccount: true }));
      exchange.goOn();
    },
    cancel: (exchange) => cancel(exchange),
  },
});

/** The passkey says whose it is, and is two factors in one. */
async function signInByPasskey(deps: SignInDeps, exchange: Exchange): Promise<void> {
  const { ctx } = exchange;
  const used = await checkAnswer(deps, exchange);
  if (!used.ok) return show(exchange, { form: used.reason });
  const own = await deps.accounts.get(placeOf(ctx).id, used.value.account);
  if (!own) return show(exchange, { form: 'passkey_unknown' });
  const scripted = await refusedByScript(deps, exchange, 'sign_in', own);
  if (scripted === 'ended') return;
  if (scripted) return show(exchange, { form: scripted.reason });
  await exchange.advance(() => signedIn(own, deps.clock.now(), used.value.factor));
  exchange.goOn();
}

/** The sign-in of another account forgets what was done for this request before. */
function signedIn(
  account: { readonly uuid: string; readonly state: string; readonly email: string },
  now: number,
  factor: AuthenticatorUse = { kind: 'password' },
): Progress {
  const used = [{ ...factor, at: now }];
  return account.state === 'unconfirmed'
    ? { account: account.uuid, used, awaits: account.email }
    : { account: account.uuid, used };
}

function required(email: string, password: string): FieldErrors<Field> | undefined {
  const errors = {
    ...(email === ''
      ? { email: 'email_required' }
      : isEmailAddress(email)
        ? {}
        : { email: 'email_invalid' }),
    ...(password === '' ? { password: 'password_required' } : {}),
  };
  return Object.keys(errors).length > 0 ? errors : undefined;
}

function show(exchange: Exchange, errors: FieldErrors<Field>): void {
  const { form, signIn, path } = exchange;
  const hint = signIn.params['login_hint'];
  const values = kept(form, ['email']);
  const email =
    values.email === '' && typeof hint === 'string' && isEmailAddress(hint) ? hint : values.email;
  exchange.show('signin/identify', {
    action: path('signin'),
    values: { email: email ?? '' },
    errors,
    passkey: askOn('signin', exchange),
    signUp: path('signup'),
    forgot: `${placeOf(exchange.ctx).prefix}/forgot`,
    cancel: signIn.facts.request.firstParty ? undefined : path('signin/cancel'),
  });
}

/** The person gives up: the partner learns that access was denied (RFC 6749 section 4.1.2.1). */
export async function cancel(exchange: Exchange): Promise<void> {
  const { step, client } = exchange.signIn;
  const stopped = leaving(step, client);
  await exchange.advance((progress) => ({ ...progress, stopped }));
  exchange.goOn();
}
