import Router from '@koa/router';
import type { Context } from 'koa';
import { profileOf } from '../../oidc/index.js';
import type { ShowPage } from '../render.js';
import { placeOf } from '../requestState.js';
import { seeOther } from '../seeOther.js';

const MOST_GROUPS = 20;
const LONGEST_WORD = 200;

/**
 * ID.me's chooser of communities: an authorization request that names several (`scopes`, by commas; some clients say `scope`),
 * of which the person picks one.
 */
export function groupsRouter({ show }: { readonly show: ShowPage }): Router {
  const router = new Router();
  router.get('/groups', (ctx) => choose(ctx, show));
  return router;
}

function choose(ctx: Context, show: ShowPage): void {
  const groups = groupsIn(ctx);
  const [only] = groups;
  if (only === undefined) ctx.throw(400, 'groups_missing');
  if (groups.length === 1) return seeOther(ctx, requestFor(ctx, only));
  show(ctx, 'groups', {
    choices: groups.map((group) => ({ group, name: nameOf(group), href: requestFor(ctx, group) })),
  });
}

function groupsIn({ query: { scopes, scope } }: Context): readonly string[] {
  const words = [scopes ?? scope].flat().flatMap((text) => (text ?? '').split(/[\s,]+/));
  const own = words.filter((word) => word !== '' && word.length <= LONGEST_WORD);
  return [...new Set(own)].slice(0, MOST_GROUPS);
}

/** The same request for one of them. */
function requestFor(ctx: Context, group: string): string {
  const asked = Object.entries(ctx.query).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' && name !== 'scopes' ? [[name, value]] : [],
  );
  const params = new URLSearchParams([
    ...asked.filter(([name]) => name !== 'scope'),
    ['scope', group],
  ]);
  return `${placeOf(ctx).prefix}${profileOf('idme')?.paths.authorization}?${params.toString()}`;
}

/** `first_responder` as people read it. */
const nameOf = (group: string): string =>
  group
    .replaceAll('_', ' ')
    .replace(/(^| )([a-z])/g, (_match, gap: string, letter: string) => gap + letter.toUpperCase());
