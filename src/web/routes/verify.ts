import Router from '@koa/router';
import type { Context } from 'koa';
import { VERIFIED_FOR } from '../../oidc/index.js';
import type { Entrance, Partners } from '../../partners/index.js';
import { DOCUMENT_TYPES } from '../../proofing/index.js';
import { clientLogin } from '../clientLogin.js';
import { allowFormTargets } from '../middleware/securityHeaders.js';
import { brandOn } from '../partnerLogo.js';
import type { ShowPage } from '../render.js';
import { placeOf } from '../requestState.js';
import { seeOther } from '../seeOther.js';
import { request } from './ownPages.js';

export interface VerifyDeps {
  readonly entrances: Pick<Partners, 'listEntrances' | 'findEntrance'>;
  readonly show: ShowPage;
}

const IAL2 = 'http://idmanagement.gov/ns/assurance/ial/2/aal/2';

/**
 * Verifying without a partner's request: whom for, what it takes, then an authorization request of Standin's own client, and at
 * its end the login of the organisation that was chosen.
 */
export function verifyRouter(deps: VerifyDeps): Router {
  const router = new Router();
  router.get('/verify', (ctx) => choose(deps, ctx));
  router.get('/verify/start', (ctx) => start(deps, ctx));
  router.get(VERIFIED_FOR, (ctx) => done(deps, ctx));
  return router;
}

const LONGEST_ID = 255;

/** The organisation that a parameter names: none, one of ours, or one that people cannot verify for. */
async function named(
  { entrances }: VerifyDeps,
  ctx: Context,
  parameter: 'partner' | 'state',
): Promise<Entrance | 'none' | 'unknown'> {
  const id = ctx.query[parameter] ?? '';
  if (id === '') return 'none';
  if (typeof id !== 'string' || id.length > LONGEST_ID) return 'unknown';
  return (await entrances.findEntrance(placeOf(ctx).id, id)) ?? 'unknown';
}

async function choose(deps: VerifyDeps, ctx: Context): Promise<void> {
  const { id: sandbox, prefix } = placeOf(ctx);
  const [organisation, listed] = await Promise.all([
    named(deps, ctx, 'partner'),
    deps.entrances.listEntrances(sandbox),
  ]);
  const chosen = typeof organisation === 'string' ? undefined : organisation;
  // Whoever is verified already goes on to the organisation's login at once.
  allowFormTargets(ctx, loginOrigins(listed));
  if (organisation === 'unknown') ctx.status = 404;
  deps.show(
    ctx,
    'verify',
    {
      action: `${prefix}/verify/start`,
      values: { partner: chosen?.id ?? '' },
      errors: organisation === 'unknown' ? { partner: 'partner_unknown' } : {},
      organisations: listed.map(({ id, name, logo }) => brandOn(ctx, { id, name, logo })),
      documentTypes: DOCUMENT_TYPES,
    },
    chosen && { partner: chosen },
  );
  if (organisation === 'unknown') ctx.status = 404;
}

const loginOrigins = (entrances: readonly Entrance[]): readonly string[] => [
  ...new Set(entrances.flatMap(({ loginUri }) => (loginUri ? [new URL(loginUri).origin] : []))),
];

async function start(deps: VerifyDeps, ctx: Context): Promise<void> {
  const organisation = await named(deps, ctx, 'partner');
  if (organisation === 'unknown') return choose(deps, ctx);
  return request(ctx, {
    scope: `openid ${IAL2}`,
    ...(organisation !== 'none' && {
      redirect_uri: placeOf(ctx).base + VERIFIED_FOR,
      state: organisation.id,
    }),
  });
}

/** Back from the verification: on to the organisation, or to the account where it has no login of its own. */
async function done(deps: VerifyDeps, ctx: Context): Promise<void> {
  const { base, prefix } = placeOf(ctx);
  const { error, error_description: said } = ctx.query;
  if (error !== undefined) {
    const why = new URLSearchParams({ error: String(error), error_description: String(said) });
    return seeOther(ctx, `${prefix}/account?${why.toString()}`);
  }
  const organisation = await named(deps, ctx, 'state');
  const login = typeof organisation === 'string' ? undefined : organisation.loginUri;
  return seeOther(ctx, login ? clientLogin(login, base) : `${prefix}/account`);
}
