import type { Text } from '../../../platform/render/text.js';
import { placeOf } from '../../requestState.js';
import type { SignInDeps } from './deps.js';
import type { Exchange, InteractionPage } from './exchange.js';

/** Setting up an authenticator app: the secret as QR code and text, bound once a code proves that the app has it. */
export const secondFactorSetupPage = (deps: SignInDeps): InteractionPage => ({
  name: 'second-factor-setup',
  fits: ({ step }) => step.at === 'enrol',
  show: (exchange) => show(deps, exchange),
  posts: {
    '': async (exchange) => {
      const code = exchange.form.get('code').trim();
      if (code === '') return show(deps, exchange, 'code_required');
      const sandbox = placeOf(exchange.ctx).id;
      const account = exchange.signIn.subscriber?.id ?? '';
      const bound = await deps.authenticators.totp.confirm(sandbox, account, code);
      if (!bound.ok) return show(deps, exchange, bound.reason);
      const codesToShow = await deps.authenticators.recoveryCodes.replace(sandbox, account);
      const at = deps.clock.now();
      await exchange.advance((progress) => ({
        ...progress,
        used: [...progress.used, { kind: 'totp', at }],
        codesToShow,
      }));
      exchange.goOn();
    },
  },
});

async function show(
  { authenticators }: SignInDeps,
  exchange: Exchange,
  error?: Text,
): Promise<void> {
  const { signIn, ctx, path } = exchange;
  const sandbox = placeOf(ctx).id;
  const { secret, uri } = await authenticators.totp.enrol(
    sandbox,
    signIn.subscriber?.id ?? '',
    signIn.subscriber?.email ?? '',
  );
  exchange.show('secondFactor/totpEnrol', {
    action: path('second-factor-setup'),
    values: {},
    errors: error === undefined ? {} : { code: error },
    qr: await qrPicture(uri),
    secret,
    uri,
  });
}

/** ISO/IEC 18004 symbol as a data URI, so that the secret is in no address. */
async function qrPicture(text: string): Promise<string> {
  const { toString } = await import('qrcode');
  const svg = await toString(text, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 });
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}

/** Ten codes, shown until the person says that they are saved. */
export const recoveryCodesPage = (): InteractionPage => ({
  name: 'recovery-codes',
  fits: ({ step }) => step.at === 'recovery_codes',
  show: (exchange) => showCodes(exchange),
  posts: {
    '': async (exchange) => {
      if (exchange.form.get('saved') !== 'yes') return showCodes(exchange, 'saved_required');
      await exchange.advance(({ codesToShow: _shown, ...progress }) => progress);
      exchange.goOn();
    },
  },
});

function showCodes({ signIn, path, show: print }: Exchange, error?: Text): void {
  print('secondFactor/recoveryCodes', {
    action: path('recovery-codes'),
    values: {},
    errors: error === undefined ? {} : { saved: error },
    codes: signIn.facts.progress.codesToShow ?? [],
  });
}
