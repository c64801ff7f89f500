import type { Attempt } from '../../../../proofing/index.js';
import { inboxOf, placeOf } from '../../../requestState.js';
import type { Exchange, InteractionPage } from '../exchange.js';
import { cancel } from '../signIn.js';
import { attemptOf, type ProofingPagesDeps } from './deps.js';

/** The code of a letter confirms the address; the person may leave and come back when it has arrived. */
export const addressCodePage = (deps: ProofingPagesDeps): InteractionPage => ({
  name: 'address-code',
  fits: ({ step }) => step.at === 'proof' && step.position.at === 'address_code',
  show: (exchange) => show(deps, exchange),
  posts: {
    '': async (exchange) => {
      const code = exchange.form.get('code').trim();
      if (code === '') return show(deps, exchange, { error: 'code_required' });
      const attempt = await attemptOf(deps, exchange);
      if (!attempt) return exchange.goOn();
      const sandbox = placeOf(exchange.ctx).id;
      const confirmed = await deps.proofing.confirmCode(sandbox, { id: attempt.id }, code);
      if (confirmed.ok && confirmed.value.state === 'verified') return goOnWith(exchange, attempt);
      // The last wrong guess makes the letter's code void; nothing else ends here.
      const error = confirmed.ok ? 'letter_void' : refusalOf(confirmed.reason);
      await show(deps, exchange, {
        error,
        left: !confirmed.ok && confirmed.details?.['guesses_left'],
      });
    },
    resend: async (exchange) => {
      const attempt = await attemptOf(deps, exchange);
      if (!attempt) return exchange.goOn();
      const sent = await deps.proofing.sendLetter(placeOf(exchange.ctx).id, { id: attempt.id });
      await show(deps, exchange, sent.ok ? { sent: true } : { error: sent.reason });
    },
    leave: cancel,
  },
});

const refusalOf = (reason: string): string => (reason === 'code_not_sent' ? 'letter_void' : reason);

/** The request that saw the attempt end knows which it was. */
async function goOnWith(exchange: Exchange, { id }: Attempt): Promise<void> {
  if (exchange.signIn.facts.progress.attempt !== id)
    await exchange.advance((progress) => ({ ...progress, attempt: id, verifiedSeen: false }));
  exchange.goOn();
}

interface Said {
  readonly error?: string;
  readonly sent?: boolean;
  readonly left?: unknown;
}

async function show(
  deps: ProofingPagesDeps,
  exchange: Exchange,
  { error, sent = false, left }: Said = {},
): Promise<void> {
  const attempt = await attemptOf(deps, exchange);
  if (attempt?.state !== 'awaiting_confirmation') return exchange.goOn();
  const { path, ctx, signIn } = exchange;
  exchange.show('proofing/addressCode', {
    action: path('address-code'),
    values: {},
    errors: error === undefined ? {} : { code: error },
    until: attempt.codeExpiresAt,
    resend: { action: path('address-code/resend'), waitSeconds: 0, sent },
    inbox: inboxOf(ctx, ''),
    triesLeft: typeof left === 'number' && left > 0 ? left : undefined,
    account: `${placeOf(ctx).prefix}/account`,
    leave: signIn.facts.request.firstParty ? undefined : path('address-code/leave'),
  });
  if (sent) ctx.status = 200;
}
