import { PASSWORD_LENGTH } from '../../../authenticators/index.js';
import { isEmailAddress, normalizeEmail } from '../../../platform/emailAddress.js';
import type { FieldErrors } from '../../pages/common.js';
import { kept } from '../../forms/fields.js';
import { placeOf } from '../../requestState.js';
import type { SignInDeps } from './deps.js';
import type { Exchange, InteractionPage } from './exchange.js';

type Field = 'email' | 'password' | 'terms';

/** A new account: address, password, terms. What follows is the same whether the address has an account or not. */
export const signUpPage = ({ accounts, authenticators, clock }: SignInDeps): InteractionPage => ({
  name: 'signup',
  fits: ({ step }) => step.at === 'sign_in' || step.at === 'sign_up',
  show: (exchange) => show(exchange, {}),
  posts: {
    '': async (exchange) => {
      const { form, ctx, signIn } = exchange;
      const email = normalizeEmail(form.get('email'));
      const errors = required(form.get('email'), form.get('password'), form.get('terms'));
      if (errors) return show(exchange, errors);
      const prepared = await authenticators.password.prepare(form.get('password'), [email]);
      if (!prepared.ok) return show(exchange, { password: prepared.reason });
      const sandbox = placeOf(ctx).id;
      const registered = await accounts.register(sandbox, {
        email,
        passwordHash: prepared.value,
        tag: signIn.tag,
      });
      if (!registered.ok) return show(exchange, { email: registered.reason });
      const account = await accounts.find(sandbox, email);
      const own = account?.state === 'unconfirmed' ? account : undefined;
      const used = own ? [{ kind: 'password' as const, at: clock.now() }] : [];
      await exchange.advance(() => ({
        used,
        awaits: email,
        registered: true,
        wantsAccount: true,
        ...(own ? { account: own.uuid } : {}),
      }));
      exchange.goOn();
    },
    signin: async (exchange) => {
      await exchange.advance((progress) => ({ ...progress, wantsAccount: false }));
      exchange.goOn();
    },
  },
});

function required(email: string, password: string, terms: string): FieldErrors<Field> | undefined {
  const errors = {
    ...(email === ''
      ? { email: 'email_required' }
      : isEmailAddress(normalizeEmail(email))
        ? {}
        : { email: 'email_invalid' }),
    ...(password === '' ? { password: 'password_required' } : {}),
    ...(terms === 'yes' ? {} : { terms: 'terms_required' }),
  };
  return Object.keys(errors).length > 0 ? errors : undefined;
}

function show(exchange: Exchange, errors: FieldErrors<Field>): void {
  const { form, path } = exchange;
  exchange.show('signup/start', {
    action: path('signup'),
    values: kept(form, ['email', 'terms']),
    errors,
    signIn: path('signin'),
    minimumLength: PASSWORD_LENGTH.least,
  });
}
