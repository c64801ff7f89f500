import type { Attempt } from '../../../../proofing/index.js';
import { maskPhone } from '../../../pages/masking.js';
import { inboxOf, placeOf } from '../../../requestState.js';
import { channelOf, type Exchange, type InteractionPage } from '../exchange.js';
import { cancelPath, check, type ProofingPagesDeps } from './deps.js';
import { attemptAt, isProofing } from './start.js';

const RESEND_WAIT_SECONDS = 30;

/** The code that was sent by text: FAIR evidence of a phone account (63A section 2.4.1.1). */
export const phoneCodePage = (deps: ProofingPagesDeps): InteractionPage => ({
  name: 'phone-code',
  fits: isProofing,
  show: (exchange) => show(deps, exchange),
  posts: {
    '': async (exchange) => {
      const attempt = await attemptAt(deps, exchange, 'phone_code');
      if (!attempt) return exchange.goOn();
      const code = exchange.form.get('code').trim();
      if (code === '') return show(deps, exchange, 'code_required');
      const sandbox = placeOf(exchange.ctx).id;
      const confirmed = await deps.proofing.confirmCode(sandbox, { id: attempt.id }, code);
      if (!confirmed.ok && confirmed.reason !== 'no_submissions_left') {
        return show(deps, exchange, confirmed.reason, {
          left: confirmed.details?.['guesses_left'],
        });
      }
      if (confirmed.ok && confirmed.value.state === 'processing')
        await check(deps, exchange, attempt.id);
      exchange.goOn();
    },
    resend: async (exchange) => {
      const attempt = await attemptAt(deps, exchange, 'phone_code');
      if (!attempt) return exchange.goOn();
      const sent = await deps.proofing.sendPhoneCode(
        placeOf(exchange.ctx).id,
        { id: attempt.id },
        channelOf(exchange),
      );
      await show(deps, exchange, sent.ok ? undefined : sent.reason, { sent: sent.ok });
    },
  },
});

/** The first visit sends the code. */
async function withCode(
  { proofing }: ProofingPagesDeps,
  exchange: Exchange,
  attempt: Attempt,
): Promise<Attempt> {
  if (attempt.held.code !== undefined || exchange.ctx.method !== 'GET') return attempt;
  const sent = await proofing.sendPhoneCode(placeOf(exchange.ctx).id, { id: attempt.id });
  return sent.ok ? sent.value : attempt;
}

async function show(
  deps: ProofingPagesDeps,
  exchange: Exchange,
  error?: string,
  { sent = false, left }: { readonly sent?: boolean; readonly left?: unknown } = {},
): Promise<void> {
  const found = await attemptAt(deps, exchange, 'phone_code');
  if (!found) return exchange.goOn();
  const attempt = await withCode(deps, exchange, found);
  const phone = attempt.held.details?.phone ?? '';
  const { path, ctx } = exchange;
  exchange.show('proofing/phoneCode', {
    action: path('phone-code'),
    values: {},
    errors: error === undefined ? {} : { code: error },
    phone: maskPhone(phone),
    resend: {
      action: path('phone-code/resend'),
      waitSeconds: sent ? RESEND_WAIT_SECONDS : 0,
      sent,
      byCall: true,
    },
    changePhone: path('details'),
    inbox: inboxOf(ctx, phone),
    triesLeft: typeof left === 'number' && left > 0 ? left : undefined,
    cancel: cancelPath(exchange),
  });
  if (sent) ctx.status = 200;
}
