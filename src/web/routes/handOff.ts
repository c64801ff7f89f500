import Router from '@koa/router';
import type { Context } from 'koa';
import { profileOf, type HandOff, type Providers, type SignIns } from '../../oidc/index.js';
import { NO_UPLOAD, readUpload, type Upload } from '../forms/upload.js';
import { isOwnForm, type CsrfCookie } from '../middleware/csrf.js';
import type { ShowPage } from '../render.js';
import { carryTesterBar, isOperator, placeOf } from '../requestState.js';
import { seeOther } from '../seeOther.js';
import type { Exchange, InteractionPage } from './interaction/exchange.js';
import { attemptOf, type ProofingPagesDeps } from './interaction/proofing/deps.js';
import { documentPage } from './interaction/proofing/document.js';
import { pictureStep } from './interaction/proofing/handOff.js';
import { selfiePage } from './interaction/proofing/selfie.js';
import { pageBar } from './tester/pageBar.js';
import type { TesterTools } from './tester/testerTools.js';

export interface HandOffDeps {
  readonly proofingPages: ProofingPagesDeps;
  readonly providers: Providers;
  readonly signIns: SignIns;
  readonly show: ShowPage;
  readonly csrfCookie: CsrfCookie;
  /** Absent without the tester's bar. */
  readonly tester?: TesterTools | undefined;
}

interface Lent {
  readonly handOff: HandOff;
  readonly page: InteractionPage;
  readonly exchange: Exchange;
}

/** The one step of a sign-in in progress that a link lends to another device: no session goes with it, and no other page. */
export function handOffRouter(deps: HandOffDeps): Router {
  const router = new Router();
  router.get('/hand-off/:token', async (ctx) => {
    const lent = await open(deps, ctx, NO_UPLOAD);
    if (await isAtStep(deps, lent)) return lent.page.show(lent.exchange);
    const { step } = lent.exchange.signIn;
    const checking = step.at === 'proof' && step.position.at === 'processing';
    return checking
      ? deps.show(ctx, 'handOff/checking', { href: here(ctx), refreshSeconds: 1 })
      : deps.show(ctx, 'handOff/done', {});
  });
  // An address of its own: the page's script takes an answer from where it sent to for a form to correct.
  router.get('/hand-off/:token/send', (ctx) => seeOther(ctx, here(ctx)));
  router.post('/hand-off/:token/send', async (ctx) => {
    const upload = await readUpload(ctx);
    if (!isOwnForm(ctx, deps.csrfCookie, upload.form.get('csrf'))) ctx.throw(403, 'form_expired');
    const lent = await open(deps, ctx, upload);
    if (!(await isAtStep(deps, lent))) return seeOther(ctx, here(ctx));
    return lent.page.posts['']?.(lent.exchange);
  });
  return router;
}

const tokenIn = (ctx: Context): string =>
  String((ctx as { params?: { token?: string } }).params?.token);

const here = (ctx: Context): string =>
  `${placeOf(ctx).prefix}/hand-off/${encodeURIComponent(tokenIn(ctx))}`;

/** The lent step and what its page needs; a link that is wrong or over is answered with a page that says so. */
async function open(deps: HandOffDeps, ctx: Context, upload: Upload): Promise<Lent> {
  const { providers, signIns, proofingPages } = deps;
  const place = placeOf(ctx);
  const handOff = await proofingPages.handOffs.byToken(place.id, tokenIn(ctx));
  const profile = handOff && profileOf(handOff.profile);
  if (!profile) return ctx.throw(410, 'hand_off_over');
  const provider = await providers.of(place, profile);
  const at = { sandbox: place.id, profile: profile.id, provider, uid: handOff.uid };
  const signIn = (await signIns.load(at)) ?? ctx.throw(410, 'hand_off_over');
  if (deps.tester && isOperator(ctx))
    carryTesterBar(ctx, await pageBar(deps.tester, ctx, signIn.subscriber));
  const exchange: Exchange = {
    ...{ ctx, at, signIn, form: upload.form, upload, lent: true },
    path: () => `${here(ctx)}/send`,
    advance: async (change) =>
      (await signIns.advance(at, change)) ?? ctx.throw(410, 'hand_off_over'),
    show: (name, model) => {
      if (ctx.method === 'POST') ctx.status = 422;
      const partner = signIn.facts.request.firstParty ? undefined : signIn.client?.partner;
      deps.show(ctx, name, model, { partner });
    },
    goOn: () => seeOther(ctx, here(ctx)),
  };
  const page = { document: documentPage, selfie: selfiePage }[handOff.step](proofingPages);
  return { handOff, page, exchange };
}

async function isAtStep({ proofingPages }: HandOffDeps, { handOff, exchange }: Lent) {
  const attempt = await attemptOf(proofingPages, exchange);
  return attempt?.id === handOff.attempt && pictureStep(attempt) === handOff.step;
}
