import type { AuthenticatorKind } from '../../../assurance/index.js';
import type { Result } from '../../../platform/result.js';
import type { Text } from '../../../platform/render/text.js';
import type { SecondFactorKind } from '../../pages/signinViews.js';
import { placeOf } from '../../requestState.js';
import type { SignInDeps } from './deps.js';
import { channelOf, type Exchange, type InteractionPage } from './exchange.js';
import { askOn, checkAnswer, sendOptions } from './passkey.js';
import { refusedByScript } from './scripted.js';
import { cancel } from './signIn.js';

/** Strongest first: the first one bound is asked for unless the person chooses another. */
const ASKED: readonly { readonly kind: SecondFactorKind; readonly bound: AuthenticatorKind }[] = [
  { kind: 'passkey', bound: 'passkey' },
  { kind: 'totp', bound: 'totp' },
  { kind: 'phone', bound: 'phone' },
  { kind: 'recovery_code', bound: 'recovery_codes' },
];

/** The second factor at sign-in: a passkey, a code of the authenticator app, of a text, or from the list of recovery codes. */
export const secondFactorPage = (deps: SignInDeps): InteractionPage => ({
  name: 'second-factor',
  fits: ({ step }) => step.at === 'second_factor',
  show: (exchange) => show(deps, exchange),
  posts: {
    '': async (exchange) => {
      const factor = chosen(exchange);
      const code = exchange.form.get('code').trim();
      // A passkey answers by itself, and has no code.
      if (factor.kind === 'passkey') return show(deps, exchange);
      if (code === '') return show(deps, exchange, 'code_required');
      const scripted = await refusedByScript(deps, exchange, 'second_factor', who(exchange));
      if (scripted === 'ended') return;
      if (scripted) return show(deps, exchange, scripted.reason);
      const checked = await verify(deps, exchange, factor.kind, code);
      if (!checked.ok) return show(deps, exchange, checked.reason);
      const at = deps.clock.now();
      await exchange.advance((progress) => ({
        ...progress,
        used: [...progress.used, { kind: factor.bound, at }],
      }));
      exchange.goOn();
    },
    'passkey-options': (exchange) => sendOptions(deps, exchange, subject(exchange).account),
    passkey: async (exchange) => {
      const scripted = await refusedByScript(deps, exchange, 'second_factor', who(exchange));
      if (scripted === 'ended') return;
      if (scripted) return show(deps, exchange, scripted.reason);
      const used = await checkAnswer(deps, exchange, subject(exchange).account);
      if (!used.ok) return show(deps, exchange, used.reason);
      const factor = { ...used.value.factor, at: deps.clock.now() };
      await exchange.advance((progress) => ({ ...progress, used: [...progress.used, factor] }));
      exchange.goOn();
    },
    resend: async (exchange) => {
      const { account, sandbox } = subject(exchange);
      const sent = await deps.authenticators.phone.sendCode(sandbox, account, channelOf(exchange));
      await show(deps, exchange, sent.ok ? undefined : sent.reason, sent.ok);
    },
    cancel: (exchange) => cancel(exchange),
  },
});

function verify(
  { authenticators }: SignInDeps,
  exchange: Exchange,
  kind: SecondFactorKind,
  code: string,
): Promise<Result<undefined, string>> {
  const { account, sandbox } = subject(exchange);
  if (kind === 'phone') return authenticators.phone.verify(sandbox, account, code);
  return kind === 'recovery_code'
    ? authenticators.recoveryCodes.verify(sandbox, account, code)
    : authenticators.totp.verify(sandbox, account, code);
}

const subject = ({ signIn, ctx }: Exchange) => ({
  account: signIn.subscriber?.id ?? '',
  sandbox: placeOf(ctx).id,
});

const who = ({ signIn: { subscriber } }: Exchange) => ({
  ...{ id: subscriber?.id, email: subscriber?.email ?? '' },
});

/** Where phishing has to be resisted, a passkey alone, if there is one. */
function available({ signIn: { subscriber, facts } }: Exchange) {
  const ways = ASKED.filter(({ bound }) => subscriber?.authenticators.includes(bound));
  const [strongest] = ways;
  return facts.request.phishingResistant && strongest?.kind === 'passkey' ? [strongest] : ways;
}

function chosen(exchange: Exchange) {
  const ways = available(exchange);
  const wish = ways.find(({ kind }) => kind === exchange.ctx.query['kind']);
  return wish ?? ways[0] ?? { kind: 'totp' as const, bound: 'totp' as const };
}

async function show(
  deps: SignInDeps,
  exchange: Exchange,
  error?: Text,
  sent = false,
): Promise<void> {
  const { path, ctx, signIn } = exchange;
  const { kind } = chosen(exchange);
  const { account, sandbox } = subject(exchange);
  // Filled in for a tester, it shows the code that was sent before.
  const first = kind === 'phone' && ctx.method === 'GET' && ctx.query['fill'] === undefined;
  const texted = first ? await deps.authenticators.phone.sendCode(sandbox, account) : undefined;
  exchange.show('secondFactor/verify', {
    action: `${path('second-factor')}?kind=${kind}`,
    values: {},
    errors: error === undefined ? {} : { [kind === 'passkey' ? 'form' : 'code']: error },
    passkey: kind === 'passkey' ? askOn('second-factor', exchange) : undefined,
    kind,
    phone: kind === 'phone' ? masked(texted?.ok ? texted.value.phone : undefined) : undefined,
    resend:
      kind === 'phone'
        ? {
            action: `${path('second-factor/resend')}?kind=phone`,
            waitSeconds: 30,
            sent,
            byCall: true,
          }
        : undefined,
    alternatives: available(exchange)
      .filter((way) => way.kind !== kind)
      .map((way) => ({ kind: way.kind, href: `${path('second-factor')}?kind=${way.kind}` })),
    cancel: signIn.facts.request.firstParty ? undefined : path('second-factor/cancel'),
  });
  if (sent) ctx.status = 200;
}

const masked = (phone: string | undefined): string => `(***) ***-${phone?.slice(-4) ?? '****'}`;
