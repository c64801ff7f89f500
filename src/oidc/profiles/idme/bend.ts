import type { Context, Next } from 'koa';
import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import { assuranceScope } from '../../../assurance/index.js';
import { policyNamed } from '../../../partners/index.js';
import { optionsOf } from '../../profileOptions.js';
import type { Metadata, Params, ProfilePaths } from '../profile.js';
import { takeJson } from './jsonCalls.js';
import { IDME_POLICIES } from './policies.js';

/** Seconds that a refresh token lives. */
export const REFRESH_LIFETIME = 7 * 86_400;

/** The library's answers in ID.me's words: token calls in JSON, refusals that are always 400, redirects without `iss`. */
export function bendToIdme(provider: Provider, { token, authorization }: ProfilePaths): void {
  provider.on('grant.success', (ctx) => Object.assign(ctx.body as TokenAnswer, asIdmeSays(ctx)));
  provider.on('grant.error', (ctx: Context) => void (ctx.status = 400));
  provider.use(takeJson(token));
  provider.use(withoutIssuer(authorization));
}

interface TokenAnswer {
  readonly scope?: string;
  readonly refresh_token?: string;
}

/** `bearer` in small letters, how long the refresh token lives, and the scope in the client's own words. */
function asIdmeSays({ body, oidc }: KoaContextWithOIDC): object {
  const { scope, refresh_token } = body as TokenAnswer;
  return {
    token_type: 'bearer',
    ...(scope !== undefined && { scope: asAsked(scope.split(' '), oidc.client).join(' ') }),
    ...(refresh_token !== undefined && { refresh_expires_in: REFRESH_LIFETIME }),
  };
}

/** Without the level that a handle was spelled out by. */
function asAsked(scopes: readonly string[], client: Metadata | undefined): readonly string[] {
  const { policies } = optionsOf(client);
  const meant = scopes.flatMap((word) => {
    const levels = policyNamed(word, policies, IDME_POLICIES);
    return levels && assuranceScope(levels) !== word ? [assuranceScope(levels)] : [];
  });
  return scopes.filter((word) => !meant.includes(word));
}

/** Everybody knows a person by one name there, whatever a client has registered for other profiles. */
export const asIdmeClient = (metadata: Metadata, call: Params | undefined): Metadata => ({
  ...metadata,
  ...methodOf(metadata, call),
  subject_type: 'public',
});

/** A client with a secret sends it in the header or in the body, as it likes (RFC 6749 section 2.3.1). */
function methodOf(metadata: Metadata, call: Params | undefined): Metadata {
  const { token_endpoint_auth_method: method = 'client_secret_basic' } = metadata;
  if (call === undefined || !String(method).startsWith('client_secret_')) return {};
  const way = call['client_secret'] === undefined ? 'client_secret_basic' : 'client_secret_post';
  return { token_endpoint_auth_method: way };
}

/** RFC 9207 is not spoken there. */
function withoutIssuer(path: string) {
  return async (ctx: Context, next: Next): Promise<void> => {
    await next();
    if (ctx.path !== path && !ctx.path.startsWith(`${path}/`)) return;
    const location = ctx.response.get('Location');
    if (/[?&#]iss=/.test(location))
      ctx.set(
        'Location',
        location.replace(/([?#&])iss=[^&#]*(&|(?=#)|$)/, (_match, lead: string, end: string) =>
          end === '&' ? lead : '',
        ),
      );
  };
}
