import type { Context, Middleware, Next } from 'koa';
import { isApiPath, LOOPBACK_NAMES, namesUs } from '../control/index.js';
import type { Config } from '../platform/config/index.js';
import type { Address } from './address.js';

type Names = Pick<Config, 'publicUrl' | 'internalUrls'>;

/** Names (without port) under which this server may be addressed, besides the loopback ones (contract section 4). */
export const namedHosts = ({ publicUrl, internalUrls }: Names): readonly string[] =>
  [publicUrl, ...internalUrls]
    .filter((url) => URL.canParse(url))
    .map((url) => new URL(url).hostname);

/**
 * Split horizon (contract section 2): back channels may ask by every name of ours, people's browsers are sent to the public one,
 * where their cookies are, and a name that is not ours is refused (RFC 9110 section 15.5.20; else DNS rebinding would reach pages).
 */
export function answersTo(config: Names, address: Address): Middleware {
  const named = namedHosts(config);
  const hosts = () => [...named, new URL(address.base()).hostname];
  return (ctx: Context, next: Next) => {
    // The control API has the same rule, and refuses by problem documents.
    if (isApiPath(ctx.path)) return next();
    if (!namesUs(ctx.headers, { hosts })) return refuseHost(ctx);
    if (!belongsElsewhere(ctx, config.publicUrl)) return next();
    ctx.redirect(config.publicUrl + ctx.url);
    ctx.status = 307;
    return undefined;
  };
}

function refuseHost(ctx: Context): void {
  ctx.status = 421;
  ctx.type = 'text/plain';
  ctx.body =
    'This server does not answer by this name. Its names are the host of STANDIN_PUBLIC_URL, those of ' +
    'STANDIN_INTERNAL_URLS and, on the machine itself, localhost.\n';
}

/** What a proxy in front adds; then the Host that it asks by says nothing of what the browser asked for. */
const OF_PROXIES = ['via', 'forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto'];

/** A page asked for by another name than the public one. TLS ends at a proxy, which may well ask by a loopback name. */
function belongsElsewhere({ headers, method, req }: Context, publicUrl: string): boolean {
  if (publicUrl === '' || !['GET', 'HEAD'].includes(method)) return false;
  if (!headers.accept?.includes('text/html')) return false;
  if (OF_PROXIES.some((name) => name in headers)) return false;
  const { hostname } = new URL(`http://${req.headers.host ?? ''}`);
  const wanted = new URL(publicUrl);
  return (
    hostname !== wanted.hostname &&
    !(wanted.protocol === 'https:' && LOOPBACK_NAMES.includes(hostname))
  );
}
