import type { Text } from '../../../platform/render/text.js';
import { placeOf } from '../../requestState.js';
import { createEnrolments, kindIn, type EnrolmentPlace } from '../enrolment/index.js';
import type { SignInDeps } from './deps.js';
import type { Exchange, InteractionPage } from './exchange.js';

const PAGE = 'second-factor-setup';

/** Setting up the first second factor: an authenticator app unless the person chooses another kind. */
export const secondFactorSetupPage = (deps: SignInDeps): InteractionPage => {
  const enrolments = createEnrolments(deps.authenticators);
  const posts = Object.entries(enrolments.posts).map(([name, handle]) => [
    name,
    async (exchange: Exchange) => handle(placeIn(deps, exchange)),
  ]);
  return {
    name: PAGE,
    fits: ({ step }) => step.at === 'enrol',
    async show(exchange) {
      const { registered, enrols } = exchange.signIn.facts.progress;
      // Known before anything is bound: recovery codes follow even if this process dies right after.
      if (!registered && !enrols)
        await exchange.advance((progress) => ({ ...progress, enrols: true }));
      const place = placeIn(deps, exchange);
      await enrolments.show(place, kindIn(exchange.ctx.query, place.kinds));
    },
    posts: Object.fromEntries(posts) as InteractionPage['posts'],
  };
};

function placeIn({ clock }: SignInDeps, exchange: Exchange): EnrolmentPlace {
  const { ctx, signIn, form, path } = exchange;
  return {
    ...{ ctx, form, signingUp: true, show: exchange.show },
    kinds: signIn.facts.request.phishingResistant ? ['passkey'] : undefined,
    owner: signIn.subscriber ?? ctx.throw(410, 'request_expired'),
    page: (kind) => `${path(PAGE)}?kind=${kind}`,
    action: (name) => path(name === '' ? PAGE : `${PAGE}/${name}`),
    async done(kind) {
      const at = clock.now();
      await exchange.advance((progress) => ({
        ...progress,
        used: [...progress.used, { kind, at }],
      }));
      exchange.goOn();
    },
  };
}

/** Ten codes, made when they are shown and shown until the person says that they are saved. */
export const recoveryCodesPage = (deps: SignInDeps): InteractionPage => ({
  name: 'recovery-codes',
  fits: ({ step }) => step.at === 'recovery_codes',
  show: (exchange) => showCodes(deps, exchange),
  posts: {
    '': async (exchange) => {
      if (exchange.form.get('saved') !== 'yes') return showCodes(deps, exchange, 'saved_required');
      await exchange.advance(({ codesToShow: _shown, ...progress }) => progress);
      exchange.goOn();
    },
  },
});

async function showCodes(deps: SignInDeps, exchange: Exchange, error?: Text): Promise<void> {
  exchange.show('secondFactor/recoveryCodes', {
    action: exchange.path('recovery-codes'),
    values: {},
    errors: error === undefined ? {} : { saved: error },
    codes: await codesOf(deps, exchange),
  });
}

/** Remembered first and bound then: codes in force have been shown, or will be when the person comes back. */
async function codesOf(
  { authenticators: { recoveryCodes } }: SignInDeps,
  { ctx, signIn, advance }: Exchange,
): Promise<readonly string[]> {
  const { subscriber } = signIn;
  const remembered = signIn.facts.progress.codesToShow;
  const bound = subscriber?.authenticators.includes('recovery_codes') ?? false;
  if (remembered && bound) return remembered;
  const codes = remembered ?? recoveryCodes.draw();
  if (!remembered) await advance((progress) => ({ ...progress, codesToShow: codes }));
  await recoveryCodes.bind(placeOf(ctx).id, subscriber?.id ?? '', codes);
  return codes;
}
