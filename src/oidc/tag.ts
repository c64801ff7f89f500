import { errors, Provider, type KoaContextWithOIDC } from 'oidc-provider';
import type { Subscriber } from '../assurance/index.js';
import type { SubscriberAccount } from './account.js';
import type { RequestParams } from './request.js';

/** Query parameter and cookie by which a test ties a sign-in to itself. */
export const TAG = 'standin_tag';
const MOST_CHARACTERS = 100;

const isTag = (text: string): boolean =>
  text.length > 0 && text.length <= MOST_CHARACTERS && !/\p{Cc}/u.test(text);

/** A cookie that cannot be read is ignored: another site on this host may have set it. */
export function tagInCookie(ctx: KoaContextWithOIDC): string | undefined {
  const cookie = ctx.cookies.get(TAG, { signed: false });
  if (cookie === undefined) return undefined;
  try {
    const tag = decodeURIComponent(cookie);
    return isTag(tag) ? tag : undefined;
  } catch {
    return undefined;
  }
}

/** The library's extra parameters: the request keeps the tag of its query, else of the browser's cookie. */
export const tagParameter = {
  [TAG](ctx: KoaContextWithOIDC, given: string | undefined): void {
    if (given !== undefined && !isTag(given))
      throw new errors.InvalidRequest(`${TAG} must have 1 to ${MOST_CHARACTERS} characters`);
    const tag = given ?? tagInCookie(ctx);
    if (tag !== undefined && ctx.oidc.params) ctx.oidc.params[TAG] = tag;
  },
};

/** The tag that a sign-in carries: the request's own, else the person's. */
export function tagOf(params: RequestParams, subscriber: Subscriber | undefined) {
  const own = params[TAG];
  return typeof own === 'string' ? own : subscriber?.tag;
}

/** Tags of codes and refresh tokens, by the request that redeems them. */
const redeemed = new WeakMap<object, string>();

/** The tag of what is being issued here: what was redeemed for it carried one, else the authorization request does. */
export function tagOfContext(ctx: KoaContextWithOIDC): string | undefined {
  const { params = {}, account } = ctx.oidc;
  const subscriber = (account as SubscriberAccount | undefined)?.subscriber;
  return redeemed.get(ctx) ?? tagOf(params, subscriber);
}

const CARRIERS: readonly string[] = ['AuthorizationCode', 'RefreshToken'];

/** What is kept of a code or refresh token, with the tag of the request that it is issued for. */
export function withTag<Payload extends object>(model: string, payload: Payload): Payload {
  const ctx = CARRIERS.includes(model) ? Provider.ctx : undefined;
  const tag = ctx && tagOfContext(ctx);
  return tag === undefined ? payload : { ...payload, [TAG]: tag };
}

/** Remembers the tag of a code or refresh token that was read, for what will be issued from it. */
export function noteTag(model: string, payload: Readonly<Record<string, unknown>>): void {
  const tag = payload[TAG];
  const ctx = CARRIERS.includes(model) ? Provider.ctx : undefined;
  if (ctx && typeof tag === 'string') redeemed.set(ctx, tag);
}
