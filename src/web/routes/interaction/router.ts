import Router from '@koa/router';
import type { Context, Next } from 'koa';
import {
  chosenOrganisation,
  cookieName,
  optionsOf,
  PROFILES,
  type Profile,
  type Providers,
  type SignIn,
  type SignInPlace,
  type SignIns,
} from '../../../oidc/index.js';
import type { Entrance, Partners } from '../../../partners/index.js';
import { formOf, readForm } from '../../forms/form.js';
import { NO_UPLOAD, readUpload, type Upload } from '../../forms/upload.js';
import { isOwnForm, type CsrfCookie } from '../../middleware/csrf.js';
import { allowFormTargets, formTarget } from '../../middleware/securityHeaders.js';
import type { ShowPage } from '../../render.js';
import type { Filling } from '../../pages/testerBar.js';
import { carryTesterBar, isOperator, placeOf } from '../../requestState.js';
import type { BarPlace } from '../tester/barPlace.js';
import { barOf } from '../tester/testerBar.js';
import type { TesterTools } from '../tester/testerTools.js';
import type { Exchange, InteractionPage } from './exchange.js';
import { pageAfter } from './pageAfter.js';
import { seeOther } from '../../seeOther.js';

export interface InteractionDeps {
  readonly providers: Providers;
  readonly signIns: SignIns;
  readonly instance: string;
  readonly show: ShowPage;
  readonly csrfCookie: CsrfCookie;
  readonly entrances: Pick<Partners, 'findEntrance'>;
  readonly tester?: TesterTools | undefined;
}

/** A sign-in in progress: the dispatcher at `/interaction/<uid>`, and one address for each page and its actions. */
export function interactionRouter(
  deps: InteractionDeps,
  pages: readonly InteractionPage[],
): Router {
  const router = new Router();

  router.get('/interaction/:uid', async (ctx) => {
    const { at, signIn } = await open(deps, ctx);
    if (signIn.step.at === 'finish' || signIn.step.at === 'refuse') {
      const target = await deps.signIns.finish(at);
      return target === undefined ? expired(deps, ctx) : seeOther(ctx, target);
    }
    return seeOther(ctx, `${placeOf(ctx).prefix}/interaction/${at.uid}/${pageAfter(signIn.step)}`);
  });

  for (const page of pages) {
    const path = `/interaction/:uid/${page.name}`;
    router.get(path, (ctx) => turn(deps, ctx, page, (exchange) => page.show(exchange)));
    for (const [action, handler] of Object.entries(page.posts)) {
      const parse = page.uploads ? (_ctx: Context, next: Next) => next() : readForm;
      router.post(action === '' ? path : `${path}/${action}`, parse, async (ctx) => {
        const upload = page.uploads ? await readUpload(ctx) : NO_UPLOAD;
        const form = page.uploads ? upload.form : formOf(ctx);
        if (!isOwnForm(ctx, deps.csrfCookie, form.get('csrf'))) ctx.throw(403, 'form_expired');
        await turn(deps, ctx, page, handler, upload);
      });
      router.get(`${path}/${action}`, (ctx) => seeOther(ctx, dispatcher(ctx)));
    }
  }
  return router;
}

async function turn(
  deps: InteractionDeps,
  ctx: Context,
  page: InteractionPage,
  handle: (exchange: Exchange) => Promise<void> | void,
  upload: Upload = NO_UPLOAD,
): Promise<void> {
  const { at, signIn } = await open(deps, ctx);
  if (!page.fits(signIn)) return seeOther(ctx, dispatcher(ctx));
  const chosen = await chosenBy(deps, ctx, signIn);
  const { failure_to_proof_url: failureUrl } = optionsOf(signIn.client?.metadata);
  const targets = [signIn.params['redirect_uri'], chosen?.loginUri, failureUrl].flatMap((uri) =>
    typeof uri === 'string' ? (formTarget(uri) ?? []) : [],
  );
  if (targets.length > 0) allowFormTargets(ctx, targets);
  const path = (name: string) => `${dispatcher(ctx)}/${name}`;
  const place = { ctx, signIn, page: page.name, path };
  const bar = deps.tester && isOperator(ctx) ? await barOf(deps.tester, place) : undefined;
  if (bar) carryTesterBar(ctx, bar.bar);
  await handle(exchangeOf(deps, { ...place, partner: chosen }, at, bar?.filling ?? {}, upload));
}

/** Whom somebody verifies for who came without a partner's request. */
async function chosenBy(
  { entrances }: InteractionDeps,
  ctx: Context,
  { params }: SignIn,
): Promise<Entrance | undefined> {
  const id = chosenOrganisation(params);
  return id === undefined ? undefined : entrances.findEntrance(placeOf(ctx).id, id);
}

function exchangeOf(
  { signIns, show }: InteractionDeps,
  { ctx, signIn, path, partner: chosen }: BarPlace & { readonly partner: Entrance | undefined },
  at: SignInPlace,
  filling: Filling,
  upload: Upload,
): Exchange {
  const partner = signIn.facts.request.firstParty ? chosen : signIn.client?.partner;
  const viewer = signIn.subscriber && { email: signIn.subscriber.email };
  return {
    ctx,
    at,
    signIn,
    form: upload === NO_UPLOAD ? formOf(ctx) : upload.form,
    upload,
    path,
    advance: async (change) =>
      (await signIns.advance(at, change)) ?? ctx.throw(410, 'request_expired'),
    show: (name, model, page) => {
      if (ctx.method === 'POST') ctx.status = 422;
      show(ctx, name, filledIn(model, filling), { partner, viewer, ...page });
    },
    goOn: () => seeOther(ctx, dispatcher(ctx)),
  };
}

/** A page with a form shows what a tester asked it to be filled in with. */
const filledIn = <Model extends object>(model: Model, filling: Filling): Model =>
  'values' in model ? { ...model, values: { ...(model.values as object), ...filling } } : model;

/** Finds the request by its cookie; a request that has ended, or another browser's, is answered with a page that says so. */
async function open(
  { providers, signIns, instance }: InteractionDeps,
  ctx: Context,
): Promise<{ readonly at: SignInPlace; readonly signIn: SignIn }> {
  const place = placeOf(ctx);
  const uid = uidOf(ctx);
  const secure = place.base.startsWith('https:');
  const own = (profile: Profile) =>
    ctx.cookies.get(
      cookieName({ sandbox: place.id, secure }, instance, `interaction_${profile.id}`),
    ) === uid;
  const profile = PROFILES.find(own);
  if (!profile) return ctx.throw(410, 'request_expired');
  const provider = await providers.of(place, profile);
  const cookie = { req: ctx.req, res: ctx.res };
  const at = { sandbox: place.id, profile: profile.id, provider, uid, cookie };
  const signIn = await signIns.load(at);
  return signIn ? { at, signIn } : ctx.throw(410, 'request_expired');
}

const uidOf = (ctx: Context): string => String((ctx as { params?: { uid?: string } }).params?.uid);

const dispatcher = (ctx: Context): string => `${placeOf(ctx).prefix}/interaction/${uidOf(ctx)}`;

function expired({ show }: InteractionDeps, ctx: Context): void {
  ctx.status = 410;
  show(ctx, 'error', {
    status: 410,
    message: 'errors.request_expired',
    back: placeOf(ctx).prefix || '/',
  });
}
