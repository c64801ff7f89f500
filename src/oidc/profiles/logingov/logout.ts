import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import type { Next } from 'koa';
import type { Params } from '../profile.js';

const LEAST_RANDOM = 22;

/** Login.gov's rules for a request to sign out; whether the address is registered is the library's to say. */
export function checkLogout(params: Params): void {
  const { client_id, id_token_hint, post_logout_redirect_uri: back, state } = params;
  const faults = [
    ...(client_id === undefined && id_token_hint === undefined ? ['client_id is missing'] : []),
    ...(back === undefined ? ['post_logout_redirect_uri is missing'] : []),
    ...(state !== undefined && state.length < LEAST_RANDOM
      ? [`state is too short (minimum is ${LEAST_RANDOM} characters)`]
      : []),
  ];
  if (faults.length > 0) throw new errors.InvalidRequest(faults.join('. '));
}

/** Whoever would rather stay signed in stays here, and is not sent back to the partner. */
export function staySignedIn(path: string) {
  return async (ctx: KoaContextWithOIDC, next: Next): Promise<void> => {
    await next();
    if (ctx.path !== `${path}/confirm` || ctx.status !== 303 || ctx.oidc.params?.['logout']) return;
    const { prefix } = (ctx.state as { readonly place: { readonly prefix: string } }).place;
    ctx.redirect(`${prefix}/account`);
    ctx.status = 303;
  };
}
