import { decodeJwt } from 'jose';
import type { FaultContext } from '../../scenarios/index.js';
import { basicIn } from '../basic.js';
import { tokenIn } from '../bearer.js';
import { TAG, tagInCookie, tagOfContext } from '../tag.js';
import { formOf } from './form.js';
import type { Faulty } from './faultyRequest.js';

/** What a request says of whom it is about, before anything is done. Nothing is verified: faults are nobody's secret. */
export async function contextBefore(request: Faulty): Promise<FaultContext> {
  const { at, ctx } = request;
  switch (at) {
    case 'token':
      return ofTokenRequest(request);
    case 'userinfo':
      return artifact(request, 'AccessToken', tokenIn(ctx));
    case 'authorize':
      return { client: text(ctx.query['client_id']), tag: tagIn(request) };
    case 'logout':
      return ofSignOut(request);
    default:
      return {};
  }
}

/** What the library has found out, at front channels, whose answer goes back to the client; undefined elsewhere. */
export async function contextAfter(request: Faulty): Promise<FaultContext | undefined> {
  const { at, ctx } = request;
  if (at !== 'authorize' && at !== 'logout') return undefined;
  const { oidc } = ctx as { readonly oidc?: typeof ctx.oidc };
  if (!oidc) return {};
  return {
    client: oidc.client?.clientId,
    account: await accountOf(request, oidc.account?.accountId ?? oidc.session?.accountId),
    tag: at === 'authorize' ? tagOfContext(ctx) : tagInCookie(ctx),
  };
}

async function ofTokenRequest(request: Faulty): Promise<FaultContext> {
  const { ctx } = request;
  const form = await formOf(ctx);
  const code = form.get('code');
  const said = { client: form.get('client_id') ?? basicIn(ctx.get('Authorization'))?.id };
  const model = code === null ? 'RefreshToken' : 'AuthorizationCode';
  return { ...said, ...(await artifact(request, model, code ?? form.get('refresh_token'))) };
}

async function artifact(
  request: Faulty,
  model: string,
  id: string | null | undefined,
): Promise<FaultContext> {
  const { deps, sandbox, profile } = request;
  if (!id) return {};
  const key = { profile: profile.id, model, id };
  const payload = await deps.models.find(sandbox, key, deps.clock.now());
  if (!payload) return {};
  const { clientId, accountId, extra } = payload;
  const carried = payload[TAG] ?? (extra as Readonly<Record<string, unknown>> | undefined)?.[TAG];
  return {
    client: text(clientId),
    account: await accountOf(request, text(accountId)),
    tag: text(carried),
  };
}

/** RP-Initiated Logout 1.0 section 2: the client names itself, or its ID token does. */
async function ofSignOut(request: Faulty): Promise<FaultContext> {
  const { ctx } = request;
  const { sub, aud } = claimsIn(text(ctx.query['id_token_hint']));
  return {
    client: text(ctx.query['client_id']) ?? text([aud].flat()[0]),
    account: await accountOf(request, text(sub)),
    tag: tagInCookie(ctx),
  };
}

const accountOf = async (
  { deps, sandbox }: Faulty,
  sub: string | undefined,
): Promise<string | undefined> =>
  sub === undefined ? undefined : (await deps.subscribers.bySub(sandbox, sub))?.id;

const tagIn = ({ ctx }: Faulty): string | undefined => text(ctx.query[TAG]) ?? tagInCookie(ctx);

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

function claimsIn(token: string | undefined): Readonly<Record<string, unknown>> {
  try {
    return token === undefined ? {} : decodeJwt(token);
  } catch {
    return {};
  }
}
