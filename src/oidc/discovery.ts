import type { Context, Next } from 'koa';
import type { Profile } from './profiles/index.js';

/** Where the library has its document, whatever the issuer's path is. */
export const DISCOVERY = '/.well-known/openid-configuration';

const SIGNING = ['RS256', 'ES256'];

/**
 * Completes the library's discovery document (OpenID Connect Discovery 1.0 section 3): says that this is a test system, and names
 * both signing algorithms even while the RS256 key of a first start is still being made, since what needs it waits for it. Any
 * origin may read the document and the keys.
 */
export function decorateDiscovery(profile: Profile, base: string) {
  return async (ctx: Context, next: Next): Promise<void> => {
    await next();
    const isDocument = ctx.path === DISCOVERY && ctx.status === 200;
    if (isDocument || ctx.path === profile.paths.jwks) ctx.set('Access-Control-Allow-Origin', '*');
    if (!isDocument) return;
    const document = ctx.body as Record<string, unknown>;
    ctx.body = {
      ...(profile.discovery
        ? ownDocument(profile.discovery(base, profile.paths), document)
        : {
            ...document,
            ...algorithms(document),
            ...frontChannel(profile, base),
          }),
      standin_test_system: true,
    };
  };
}

const BACK_CHANNEL = ['token_endpoint', 'userinfo_endpoint', 'jwks_uri'];

/** A profile's own document; its back channels are where it was asked for, as the library states them. */
const ownDocument = (
  own: Readonly<Record<string, unknown>>,
  document: Readonly<Record<string, unknown>>,
): Record<string, unknown> => ({
  ...own,
  ...Object.fromEntries(BACK_CHANNEL.map((member) => [member, document[member] ?? own[member]])),
});

/** Browsers are sent to the public address, by whatever name the document was asked for. */
const frontChannel = ({ paths }: Profile, base: string): Record<string, unknown> => ({
  authorization_endpoint: base + paths.authorization,
  end_session_endpoint: base + paths.end_session,
});

function algorithms(document: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const lists = Object.keys(document).filter((member) =>
    /^(id_token|userinfo|introspection)_signing_alg_values_supported$/.test(member),
  );
  return Object.fromEntries(lists.map((member) => [member, SIGNING]));
}
