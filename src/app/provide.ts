import type { Context, Middleware, Next } from 'koa';
import compose from 'koa-compose';
import type { Config } from '../platform/config/index.js';
import { profileAt, type Providers, type SandboxPlace } from '../oidc/index.js';

type Provider = Awaited<ReturnType<Providers['of']>>;

/**
 * Hands requests on a profile's paths to its provider, whose middleware runs as part of ours: a second application would make a
 * second context of each request. A `publicUrl` that is configured (else '') is the
 * one address that browsers are sent to, whatever name a proxy asked for; back channels may ask by an internal one, too.
 */
export function provide(
  providers: Providers,
  { publicUrl, internalUrls }: Pick<Config, 'publicUrl' | 'internalUrls'>,
): Middleware {
  const internal = new Set(internalUrls.map((url) => new URL(url).host));
  const composed = new WeakMap<Provider, Middleware>();
  const middlewareOf = (provider: Provider): Middleware => {
    const known = composed.get(provider) ?? compose(provider.middleware);
    composed.set(provider, known);
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
    await signingCookies(ctx, provider, () => middlewareOf(provider)(ctx, next));
  };
}

/**
 * The library's own cookies are signed with its keys, which Koa takes from the context's application; ours carry nothing that
 * needs it. A getter of each context's own would give each a shape of its own, and every access to it would be slow.
 */
async function signingCookies(ctx: Context, provider: Provider, work: () => Promise<unknown>) {
  const { app } = ctx;
  ctx.app = provider;
  try {
    await work();
  } finally {
    ctx.app = app;
  }
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
