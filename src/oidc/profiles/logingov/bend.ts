import type { Client, KoaContextWithOIDC, Provider } from 'oidc-provider';
import { randomToken } from '../../../platform/secrets.js';
import { nameHolder } from '../../codeHolder.js';
import type { Params, ProfilePaths } from '../profile.js';
import { checkAuthorization } from './authorization.js';
import { checkLogout, staySignedIn } from './logout.js';
import { sendBackAs } from './redirects.js';
import { speakInSentences } from './sentences.js';

/** Where the library lets nobody in, its classes are opened: Login.gov's requests and answers over the same course. */
export function bendToLogingov(provider: Provider, paths: ProfilePaths): void {
  checkParameters(provider);
  acceptAudiences(provider, paths);
  completeIdTokens(provider);
  speakInSentences(provider);
  provider.use(sendBackAs(paths.authorization));
  provider.use(staySignedIn(paths.end_session));
}

/** A request of the library, before or while its parameters are known. */
interface OidcContext {
  readonly route: string;
  readonly ctx: KoaContextWithOIDC;
  params?: Params;
  entity(key: string, value: unknown): void;
  clientJwtAuthExpectedAudience(): Set<string>;
}

const contextOf = (provider: Provider): OidcContext =>
  (provider as unknown as { readonly OIDCContext: { readonly prototype: OidcContext } }).OIDCContext
    .prototype;

/** Sign-outs and token calls are looked at as soon as their parameters are there, authorization requests when their client is known. */
function checkParameters(provider: Provider): void {
  const context = contextOf(provider);
  const known = new WeakMap<OidcContext, Params>();
  Object.defineProperty(context, 'params', {
    get(this: OidcContext) {
      return known.get(this);
    },
    set(this: OidcContext, params: Params) {
      known.set(this, params);
      if (this.route === 'end_session') checkLogout(params);
      if (this.route === 'token') takeNoSecret(this.ctx, params);
    },
  });
  const { entity } = context;
  context.entity = function named(this: OidcContext, key, value) {
    entity.call(this, key, value);
    if (key === 'Client' && this.route === 'authorization' && this.params)
      checkAuthorization(this.params, value as Client);
  };
}

/** Nobody has a secret at Login.gov, where whatever is sent as one means nothing: an assertion or PKCE says who calls. */
function takeNoSecret({ req }: KoaContextWithOIDC, params: Params): void {
  delete req.headers.authorization;
  params['client_secret'] = undefined;
  nameHolder(params);
}

/** The audience of a client assertion: issuer or token endpoint, also by its public name, with or without a slash at its end. */
function acceptAudiences(provider: Provider, { token }: ProfilePaths): void {
  const context = contextOf(provider);
  const expected = context.clientJwtAuthExpectedAudience;
  const publicly = new URL(`..${token}`, provider.issuer).href;
  context.clientJwtAuthExpectedAudience = function either(this: OidcContext) {
    const bare = [...expected.call(this), publicly].map((url) => url.replace(/\/$/, ''));
    return new Set(bare.flatMap((url) => [url, `${url}/`]));
  };
}

interface IdToken {
  readonly ctx: KoaContextWithOIDC;
  payload(): Promise<Record<string, unknown>>;
}

/** Core 3.1.3.6: hashes of the code and the access token, which the library makes of the values themselves; a name and a beginning. */
function completeIdTokens({ IdToken }: Provider): void {
  const prototype = IdToken.prototype as unknown as IdToken;
  const { payload } = prototype;
  prototype.payload = async function complete(this: IdToken) {
    const { AccessToken, AuthorizationCode } = this.ctx.oidc.entities;
    return {
      ...(await payload.call(this)),
      ...{ jti: randomToken(16), nbf: Math.floor(Date.now() / 1000) },
      ...{ at_hash: AccessToken?.jti, c_hash: AuthorizationCode?.jti },
    };
  };
}
