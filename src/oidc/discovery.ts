import type { Context, Next } from 'koa';
import type { Profile } from './profiles/index.js';

const SIGNING = ['RS256', 'ES256'];

/**
 * Completes the library's discovery document (OpenID Connect Discovery 1.0 section 3): says that this is a test system, and names
 * both signing algorithms even while the RS256 key of a first start is still being made, since what needs it waits for it.
 */
export function decorateDiscovery(profile: Profile, base: string) {
  return async (ctx: Context, next: Next): Promise<void> => {
    await next();
    if (ctx.path !== '/.well-known/openid-configuration' || ctx.status !== 200) return;
    const document = ctx.body as Record<string, unknown>;
    ctx.body = {
      ...document,
      ...algorithms(document),
      ...(profile.id === 'idme' ? idmeDocument(profile, base) : {}),
      standin_test_system: true,
    };
    ctx.set('Access-Control-Allow-Origin', '*');
  };
}

function algorithms(document: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const lists = Object.keys(document).filter((member) =>
    /^(id_token|userinfo|introspection)_signing_alg_values_supported$/.test(member),
  );
  return Object.fromEntries(lists.map((member) => [member, SIGNING]));
}

/** ID.me's endpoints and issuer share no prefix, so every address is stated from the base. */
function idmeDocument({ paths }: Profile, base: string): Record<string, unknown> {
  return {
    authorization_endpoint: base + paths.authorization,
    token_endpoint: base + paths.token,
    userinfo_endpoint: base + paths.userinfo,
    jwks_uri: base + paths.jwks,
    scopes_supported: ['openid'],
    subject_types_supported: ['public'],
  };
}
