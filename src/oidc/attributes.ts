import type { Context, Next } from 'koa';
import type { Client, Provider } from 'oidc-provider';
import { holderOf, preflight, refuseToken, tokenIn, type BearerParts } from './bearer.js';
import { optionsOf } from './profileOptions.js';
import { flat, listed, policiesOf } from './profiles/idme/attributes.js';
import type { AttributePaths } from './profiles/profile.js';

/** ID.me's API for attributes, which any page of the web may ask, by JSONP too. */
export function attributesApi(parts: BearerParts, paths: AttributePaths) {
  const answers = new Map<string, (ctx: Context) => Promise<object | undefined>>([
    ...paths.listed.map((path) => [path, of(parts, listed)] as const),
    ...paths.flat.map((path) => [path, of(parts, flat)] as const),
    ...paths.policies.map((path) => [path, policies(parts.provider)] as const),
  ]);
  return async (ctx: Context, next: Next): Promise<void> => {
    const answer = answers.get(ctx.path);
    if (!answer) return next();
    if (ctx.method === 'OPTIONS') return preflight(ctx);
    if (ctx.method !== 'GET') return next();
    ctx.set('Access-Control-Allow-Origin', '*');
    ctx.set('Cache-Control', 'no-store');
    const { callback } = ctx.query;
    if (callback !== undefined && !isFunctionName(callback)) return refuse(ctx, CALLBACK);
    const body = await answer(ctx);
    if (body) say(ctx, body, callback);
  };
}

const of =
  (parts: BearerParts, view: typeof listed | typeof flat) =>
  async (ctx: Context): Promise<object | undefined> => {
    const token = tokenIn(ctx);
    const holder = token === undefined ? 'invalid' : await holderOf(parts, token);
    if (typeof holder !== 'string') return view(holder);
    refuseToken(ctx, holder);
    return undefined;
  };

/** Whoever sends a secret sends the right one; whoever sends none learns no more than the login page shows. */
const policies =
  (provider: Provider) =>
  async (ctx: Context): Promise<object | undefined> => {
    const { client_id: id, client_secret: secret } = ctx.query;
    const client = typeof id === 'string' ? await provider.Client.find(id) : undefined;
    if (client && (secret === undefined || (await isSecretOf(client, secret))))
      return policiesOf(optionsOf(client));
    refuse(ctx, client ? 'client authentication failed' : 'client not found', 'invalid_client');
    return undefined;
  };

async function isSecretOf(client: Client, secret: unknown): Promise<boolean> {
  return typeof secret === 'string' && (await client.compareClientSecret(secret));
}

const CALLBACK = 'callback must be the name of a function';

const isFunctionName = (callback: unknown): callback is string =>
  typeof callback === 'string' &&
  callback.length <= 100 &&
  /^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*$/.test(callback);

/** JSONP is script: the comment before it keeps it from being read as anything else. */
function say(ctx: Context, body: object, callback: string | undefined): void {
  ctx.set('X-Content-Type-Options', 'nosniff');
  if (callback === undefined) ctx.body = body;
  else {
    ctx.type = 'text/javascript; charset=utf-8';
    ctx.body = `/**/${callback}(${JSON.stringify(body)});`;
  }
}

function refuse(ctx: Context, error_description: string, error = 'invalid_request'): void {
  ctx.status = 400;
  ctx.body = { error, error_description };
}
