import type { Context, Next } from 'koa';
import type { FaultPlace } from '../../scenarios/index.js';
import { DISCOVERY } from '../discovery.js';
import type { SandboxPlace } from '../place.js';
import type { Profile } from '../profiles/index.js';
import type { FaultyParts } from './faultyRequest.js';

/** Lets faults act on what a provider answers (contract section 6); costs nothing where a sandbox has none. */
export function actFaults(parts: FaultyParts) {
  return async (ctx: Context, next: Next): Promise<void> => {
    const { place } = ctx.state as { readonly place?: SandboxPlace };
    // A browser's question beforehand is about the real endpoint.
    if (!place?.faulty || ctx.method === 'OPTIONS') return next();
    const at = placeAt(parts.profile, ctx.path);
    if (!at) return next();
    const { withFaults } = await import('./withFaults.js');
    await withFaults(parts, at, ctx, next);
  };
}

function placeAt(profile: Profile, path: string): FaultPlace | undefined {
  const { paths, signedUserinfo = [], attributes } = profile;
  const below = (own: string) => path === own || path.startsWith(`${own}/`);
  if (path === DISCOVERY) return 'discovery';
  if (below(paths.authorization)) return 'authorize';
  if (below(paths.end_session)) return 'logout';
  if (path === paths.token) return 'token';
  if (path === paths.jwks) return 'jwks';
  const told = [paths.userinfo, ...signedUserinfo, ...(attributes?.listed ?? [])];
  return [...told, ...(attributes?.flat ?? [])].includes(path) ? 'userinfo' : undefined;
}
