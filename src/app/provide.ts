import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context, Middleware, Next } from 'koa';
import type { Config } from '../platform/config/index.js';
import { profileAt, type Providers, type SandboxPlace } from '../oidc/index.js';

type Provider = Awaited<ReturnType<Providers['of']>>;
type Callback = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

/**
 * Hands requests on a profile's paths to its provider, which answers them itself. A `publicUrl` that is configured (else '') is the
 * one address that browsers are sent to, whatever name a proxy asked for; back channels may ask by an internal one, too.
 */
export function provide(
  providers: Providers,
  { publicUrl, internalUrls }: Pick<Config, 'publicUrl' | 'internalUrls'>,
): Middleware {
  const internal = new Set(internalUrls.map((url) => new URL(url).host));
  const callbacks = new WeakMap<Provider, Callback>();
  const callbackOf = (provider: Provider): Callback => {
    const known = callbacks.get(provider) ?? provider.callback();
    callbacks.set(provider, known);
    return known;
  };
  return async (ctx: Context, next: Next) => {
    const profile = profileAt(ctx.path);
    if (!profile) return next();
    const discovery = ctx.path === profile.paths.discovery;
    const provider = await providers.of(ctx.state['place'] as SandboxPlace, profile, discovery);
    if (discovery) askForDiscovery(ctx);
    const byInternalName = internal.has(ctx.headers.host ?? '');
    if (publicUrl !== '' && (!byInternalName || isFrontChannel(ctx.path, profile)))
      speakAs(ctx, publicUrl);
    Object.assign(ctx.req, { standinState: ctx.state });
    ctx.respond = false;
    await callbackOf(provider)(ctx.req, ctx.res);
  };
}

/** What browsers visit: the library names the way back to it after the Host that it was asked by. */
const isFrontChannel = (
  path: string,
  { paths }: NonNullable<ReturnType<typeof profileAt>>,
): boolean =>
  [paths.authorization, paths.end_session].some(
    (own) => path === own || path.startsWith(`${own}/`),
  );

function speakAs({ req }: Context, publicUrl: string): void {
  const { host, protocol } = new URL(publicUrl);
  req.headers.host = host;
  req.headers['x-forwarded-host'] = host;
  req.headers['x-forwarded-proto'] = protocol.slice(0, -1);
}

/** The library knows its discovery document by one path alone, whatever the issuer's is. */
function askForDiscovery(ctx: Context): void {
  const request = ctx.req as { originalUrl?: string; url?: string };
  const own = '/.well-known/openid-configuration';
  request.originalUrl = (request.originalUrl ?? ctx.url).replace(ctx.path, own);
  ctx.url = own;
}
