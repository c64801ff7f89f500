import type { Middleware } from 'koa';
import { PROFILES } from '../oidc/index.js';

const WELL_KNOWN = '/.well-known/oauth-authorization-server';

/**
 * RFC 8414 section 3.1: an issuer with a path has its metadata where the well-known part comes first. It is the document of OpenID
 * Connect (section 5), which has every member.
 */
export const oauthMetadata: Middleware = (ctx, next) => {
  if (ctx.path !== WELL_KNOWN && !ctx.path.startsWith(`${WELL_KNOWN}/`)) return next();
  const issuer = withoutSlash(ctx.path.slice(WELL_KNOWN.length));
  const [sandbox = ''] = /^\/s\/[^/]+/.exec(issuer) ?? [];
  const own = issuer.slice(sandbox.length);
  const profile = PROFILES.find((one) => withoutSlash(one.issuer('')) === own);
  if (profile) ctx.url = `${sandbox}${profile.paths.discovery}`;
  return next();
};

const withoutSlash = (path: string): string => path.replace(/\/$/, '');
