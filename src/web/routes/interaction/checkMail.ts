import type { Text } from '../../../platform/render/text.js';
import { inboxOf, placeOf } from '../../requestState.js';
import type { SignInDeps } from './deps.js';
import type { Exchange, InteractionPage } from './exchange.js';

const RESEND_WAIT_SECONDS = 30;

/** The six-digit code of the confirmation mail; its link does the same from anywhere. */
export const checkMailPage = ({ accounts }: SignInDeps): InteractionPage => ({
  name: 'check-mail',
  fits: ({ step }) => step.at === 'confirm_email',
  show: (exchange) => show(exchange),
  posts: {
    '': async (exchange) => {
      const code = exchange.form.get('code').trim();
      if (code === '') return show(exchange, { error: 'code_required' });
      const confirmed = await accounts.confirmByCode(
        placeOf(exchange.ctx).id,
        awaited(exchange),
        code,
      );
      if (!confirmed.ok) return show(exchange, { error: confirmed.reason });
      exchange.goOn();
    },
    resend: async (exchange) => {
      const sent = await accounts.resendConfirmation(placeOf(exchange.ctx).id, awaited(exchange));
      show(exchange, sent.ok ? { sent: true } : { error: sent.reason });
    },
    change: async (exchange) => {
      await exchange.advance(() => ({ used: [], wantsAccount: true }));
      exchange.goOn();
    },
  },
});

const awaited = ({ signIn }: Exchange): string =>
  signIn.facts.progress.awaits ?? signIn.subscriber?.email ?? '';

function show(
  exchange: Exchange,
  { error, sent = false }: { error?: Text; sent?: boolean } = {},
): void {
  const email = awaited(exchange);
  const { path, ctx } = exchange;
  exchange.show(
    'signup/checkMail',
    {
      action: path('check-mail'),
      values: {},
      errors: error === undefined ? {} : { code: error },
      email,
      resend: {
        action: path('check-mail/resend'),
        waitSeconds: sent ? RESEND_WAIT_SECONDS : 0,
        sent,
      },
      changeEmail: path('check-mail/change'),
      inbox: inboxOf(ctx, email),
    },
    { viewer: undefined },
  );
  if (sent) ctx.status = 200;
}
