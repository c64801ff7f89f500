import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context, Middleware, Next } from 'koa';
import { profileAt, type Providers, type SandboxPlace } from '../oidc/index.js';

type Provider = Awaited<ReturnType<Providers['of']>>;
type Callback = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

/** Hands requests on a profile's paths to its provider, which answers them itself. */
export function provide(providers: Providers): Middleware {
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
    Object.assign(ctx.req, { standinState: ctx.state });
    ctx.respond = false;
    await callbackOf(provider)(ctx.req, ctx.res);
  };
}

/** The library knows its discovery document by one path alone, whatever the issuer's is. */
function askForDiscovery(ctx: Context): void {
  const request = ctx.req as { originalUrl?: string; url?: string };
  const own = '/.well-known/openid-configuration';
  request.originalUrl = (request.originalUrl ?? ctx.url).replace(ctx.path, own);
  ctx.url = own;
}
