import type { KeptKey, KeyAdministration } from '../../oidc/index.js';
import type { SandboxId } from '../../platform/ids.js';
import { pageOf } from '../http/page.js';
import { invalid, notFound, problem, taken } from '../http/problem.js';
import { answer, type Reply } from '../http/reply.js';
import { route, type Route } from '../http/route.js';
import { pageQuery } from '../schemas/common.js';
import * as schemas from '../schemas/keys.js';

export interface KeyRoutesDeps {
  readonly keys: KeyAdministration;
}

const KEY = { description: 'The key, without what is private of it.', schema: schemas.key };
const KEYS = { description: 'The keys, oldest first.', schema: schemas.keyList };

const keyView = ({ key, state, createdAt }: KeptKey) => {
  const { kty, kid, alg, use, n, e, crv, x, y } = key;
  const jwk = { kty, kid, alg, use, n, e, crv, x, y };
  return { kid, alg, state, jwk, created_at: new Date(createdAt).toISOString() };
};

/** A sandbox's signing keys: what a client must bear, and what it must not. */
export const keyRoutes = (deps: KeyRoutesDeps): readonly Route[] => [
  ...collection(deps),
  ...changes(deps),
];

const collection = ({ keys }: KeyRoutesDeps): readonly Route[] => [
  route({
    method: 'GET',
    path: '/keys',
    summary: 'List signing keys, oldest first',
    query: pageQuery,
    replies: { 200: { ...KEYS, description: 'A page.' } },
    handle: async ({ sandbox, query: { limit, after } }) => {
      const all = await keys.list(sandbox);
      const at = after === undefined ? -1 : all.findIndex(({ key }) => key.kid === after);
      if (after !== undefined && at < 0) return invalid('/after', 'names no key');
      const found = all.slice(at + 1, at + 2 + limit);
      return answer(
        200,
        pageOf(found, limit, ({ key }) => key.kid, keyView),
      );
    },
  }),
  route({
    method: 'POST',
    path: '/keys',
    summary: 'Bring in a key, which signs from now on',
    body: schemas.keyImport,
    example: {
      // RFC 7517 appendix A.2: everybody has this key
      ...{ kty: 'EC', crv: 'P-256', kid: 'my-key' },
      x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
      y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
      d: '870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE',
    },
    replies: { 201: KEY, 200: { ...KEY, description: 'The same one, brought in before.' } },
    handle: async ({ sandbox, body }) => {
      const done = await keys.import(sandbox, body);
      if (done.ok) return answer(done.value.created ? 201 : 200, keyView(done.value.kept));
      return done.reason === 'kid_taken'
        ? taken('/kid', body.kid, 'another key')
        : invalid('', FAULTS[done.reason]);
    },
  }),
];

const FAULTS = {
  not_a_private_key: 'is not a private key as JWK (RFC 7518 section 6)',
  wrong_kind: 'must be an RSA key of 2048 to 4096 bits for RS256 or a P-256 key for ES256',
  wrong_use: 'must be a key for signatures',
} as const;

const changes = ({ keys }: KeyRoutesDeps): readonly Route[] => [
  route({
    method: 'GET',
    path: '/keys/:kid',
    summary: 'A signing key',
    replies: { 200: KEY },
    handle: async ({ sandbox, param }) => {
      const kept = (await keys.list(sandbox)).find(({ key }) => key.kid === param('kid'));
      return kept ? answer(200, keyView(kept)) : notFound('key');
    },
  }),
  route({
    method: 'POST',
    path: '/keys/:kid/withhold',
    summary: 'Let a key sign on that the key set does not show',
    replies: { 200: KEY },
    handle: ({ sandbox, param }) => changed(keys.withhold, sandbox, param('kid')),
  }),
  route({
    method: 'POST',
    path: '/keys/rotate',
    summary: 'Let the next keys sign; those before stay published',
    body: schemas.rotateRequest,
    example: { publish_only: false },
    replies: { 200: KEYS },
    handle: async ({ sandbox, body }) => {
      const all = await keys.rotate(sandbox, body.publish_only);
      return answer(200, { items: all.map(keyView) });
    },
  }),
  route({
    method: 'POST',
    path: '/keys/:kid/retire',
    summary: 'Take a key that signs no more out of the key set',
    replies: { 200: KEY },
    handle: ({ sandbox, param }) => changed(keys.retire, sandbox, param('kid')),
  }),
];

async function changed(
  change: KeyAdministration['retire'] | KeyAdministration['withhold'],
  sandbox: SandboxId,
  kid: string,
): Promise<Reply> {
  const done = await change(sandbox, kid);
  if (done.ok) return answer(200, keyView(done.value));
  return done.reason === 'unknown' ? notFound('key') : problem('conflict', STATES[done.reason]);
}

const STATES = {
  signs: 'This key signs: rotate first, and it stays published until you retire it.',
  signs_not: 'This key signs nothing, so there is nothing that would miss it.',
} as const;
