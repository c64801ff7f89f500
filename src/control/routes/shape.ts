import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { levelsOf, satisfies } from '../../assurance/index.js';
import type { Client, Partners, Policy, ProfileOptions } from '../../partners/index.js';
import type { Persona, Press } from '../../press/index.js';
import { invalid, notFound } from '../http/problem.js';
import { answer, type Reply } from '../http/reply.js';
import { route, type Call, type Route } from '../http/route.js';
import * as schemas from '../schemas/shape.js';
import { personaFor, writtenHere } from '../shape/persona.js';
import type { Unreadable } from '../shape/readToken.js';
import { shapeOf, type Shape } from '../shape/shapeOf.js';
import { clientProblem } from './clientRefusals.js';

export interface ShapeRoutesDeps {
  readonly partners: Partners;
  readonly press: Pick<Press, 'personas'>;
}

type Body = z.output<typeof schemas.shapeRequest>;

export const shapeRoutes = (deps: ShapeRoutesDeps): readonly Route[] => [
  route({
    method: 'POST',
    path: '/clients/:client_id/shape',
    summary: 'Let a client get what a token of the real sandbox looks like',
    body: schemas.shapeRequest,
    example: { token: '{"given_name":"X","family_name":"X","social":"000000000"}' },
    replies: { 200: { description: 'What was recognised, and set.', schema: schemas.shape } },
    handle: (call) => reshape(deps, call),
  }),
];

const SENTENCES: Readonly<Record<Unreadable, string>> = {
  encrypted: "is encrypted (JWE): decrypt it with the client's key and send what is within",
  no_token: 'is neither a JWT nor a JSON object',
  too_many_members: 'has more than 100 members',
};

async function reshape(
  { partners, press }: ShapeRoutesDeps,
  { sandbox, param, body }: Call<unknown, Body>,
): Promise<Reply> {
  const client = await partners.getClient(sandbox, param('client_id'));
  if (!client) return notFound('client');
  const read = shapeOf(body.token);
  if (!read.ok) return invalid('/token', SENTENCES[read.reason]);
  const shape = read.value;
  if (shape.claims.length === 0) return invalid('/token', 'has no claim of a person');
  const handle = handleFor(shape, body.policy, client.profileOptions);
  if (typeof handle !== 'string') return handle;
  const profileOptions = shapedOptions(client.profileOptions, handle, shape);
  if (Object.keys(profileOptions.policies ?? {}).length > MOST_POLICIES)
    return invalid('/policy', `would be one more than ${MOST_POLICIES} of the client`);
  const persona = personaFor(shape, press.personas.list());
  if (!persona) throw new Error('the catalogue has nobody at this level');
  if (!isDeepStrictEqual(profileOptions, client.profileOptions)) {
    const changed = await partners.changeClient(sandbox, client.clientId, { profileOptions });
    if (!changed.ok) return clientProblem(partners, sandbox, changed);
  }
  return answer(200, viewOf(client, profileOptions, handle, shape, persona));
}

const MOST_POLICIES = 50;

/** Whose shape it is: what the caller says, a word of the token's own scope, the client's only policy at the level, or the usual one. */
function handleFor(
  { levels, scopes, usualHandle }: Shape,
  said: string | undefined,
  { policies = {} }: ProfileOptions,
): string | Reply {
  const own = Object.entries(policies);
  const named = said ?? scopes.find((word) => Object.hasOwn(policies, word));
  const fixed = named === undefined ? undefined : levelsOf(named);
  if (fixed && !satisfies(fixed, levels))
    return invalid('/policy', `stands for less than the token, which is of ial ${levels.ial}`);
  if (named !== undefined) return named;
  const alike = own
    .filter(([, { ial, aal }]) => ial === levels.ial && aal === levels.aal)
    .map(([name]) => name);
  if (alike.length > 1)
    return invalid(
      '/policy',
      'is required: several policies of the client are of this level',
      alike,
    );
  return alike[0] ?? usualHandle;
}

/** The options with this one policy as the token shows it; its level is never lowered. */
function shapedOptions(options: ProfileOptions, handle: string, shape: Shape): ProfileOptions {
  const { levels, claims, naming, userinfo } = shape;
  const before = levelsOf(handle) ?? options.policies?.[handle] ?? levels;
  const policy: Policy = {
    ial: higher(before.ial, levels.ial),
    aal: higher(before.aal, levels.aal),
    claims: claims.map(({ name }) => name),
    ...(naming && { naming }),
  };
  return {
    ...options,
    policies: { ...options.policies, [handle]: policy },
    ...(userinfo && { userinfo }),
  };
}

const higher = (a: number, b: number): 1 | 2 => (Math.max(a, b) > 1 ? 2 : 1);

function viewOf(
  { clientId }: Client,
  profileOptions: ProfileOptions,
  handle: string,
  shape: Shape,
  persona: Persona,
) {
  const { levels, naming, userinfo, claims, unknown, unnamed } = shape;
  return {
    client_id: clientId,
    profile_options: profileOptions,
    policy: handle,
    ...{ ial: levels.ial, aal: levels.aal, naming: naming ?? 'mixed' },
    ...(userinfo && { userinfo }),
    claims: claims.map((claim) => {
      const here = writtenHere(claim, persona, naming);
      return { ...claim, ...(here && { here }) };
    }),
    ...{ unknown, unnamed, persona: persona.id },
  };
}
