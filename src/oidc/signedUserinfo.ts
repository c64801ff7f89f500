import type { Context, Next } from 'koa';
import { errors, type Client } from 'oidc-provider';
import { holderOf, preflight, refuseToken, tokenIn, type BearerParts } from './bearer.js';
import { optionsOf } from './profileOptions.js';
import type { SigningKey } from './signingKey.js';
import { inFormat } from './userinfoFormats.js';

export interface SignedUserinfoParts extends BearerParts {
  readonly keys: readonly SigningKey[];
}

/**
 * Userinfo of a profile's own: a signed JWT that is itself JSON text (`"eyJ..."`) unless the client wants it otherwise. Unlike the
 * library's it needs no `openid` in the token's scope. Refuses as RFC 6750 section 3.1 says.
 */
export function signedUserinfo(parts: SignedUserinfoParts) {
  const paths = new Set(parts.profile.signedUserinfo);
  return async (ctx: Context, next: Next): Promise<void> => {
    if (!paths.has(ctx.path)) return next();
    ctx.set('Cache-Control', 'no-store');
    ctx.vary('Origin');
    if (ctx.method === 'OPTIONS') return preflight(ctx);
    if (ctx.method !== 'GET' && ctx.method !== 'POST') return next();
    const token = tokenIn(ctx);
    const holder = token === undefined ? 'invalid' : await holderOf(parts, token);
    if (typeof holder === 'string') return refuseToken(ctx, holder);
    allowOrigin(ctx, holder.client);
    const { client, claims } = holder;
    const { provider, profile, keys } = parts;
    const { issuer } = provider;
    const told = { issuer, client, claims, lifetime: profile.ttl.idToken, keys };
    const answered = await inFormat(optionsOf(client).userinfo ?? 'quoted', told).catch(asRefusal);
    if ('error' in answered) ctx.status = 400;
    else ctx.type = answered.type;
    ctx.body = 'error' in answered ? answered : answered.body;
  };
}

/** A key of the client's that is missing or cannot be fetched is the client's fault. */
function asRefusal(error: unknown): { readonly error: string; readonly error_description: string } {
  if (!(error instanceof errors.InvalidClientMetadata)) throw error;
  return { error: error.error, error_description: error.error_description ?? '' };
}

function allowOrigin(ctx: Context, { redirectUris = [] }: Client): void {
  const origin = ctx.get('Origin');
  if (redirectUris.some((uri) => URL.canParse(uri) && new URL(uri).origin === origin))
    ctx.set('Access-Control-Allow-Origin', origin);
}
