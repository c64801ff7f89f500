import type { z } from 'zod';
import type { Account } from '../../accounts/index.js';
import { SCOPE_CLAIMS } from '../../assurance/index.js';
import {
  askedBy,
  profileOf,
  releasedClaims,
  subjectOfSession,
  type ProfileId,
  type Providers,
} from '../../oidc/index.js';
import type { Partners } from '../../partners/index.js';
import type { SandboxId } from '../../platform/ids.js';
import { wearNamed, wearsOf } from '../../press/index.js';
import { sidesOf, type DocumentType } from '../../proofing/index.js';
import type { MagicMode } from '../../scenarios/index.js';
import { invalid, problem } from '../http/problem.js';
import { answer, type Reply } from '../http/reply.js';
import { route, type Call, type Route } from '../http/route.js';
import { documentTypeOf } from '../people/evidence.js';
import type { People } from '../people/people.js';
import * as schemas from '../schemas/signIn.js';
import {
  askOfUrl,
  buildAsk,
  methodOf,
  tagged,
  type Ask,
  type Redemption,
} from '../signIn/authorizationUrl.js';
import { createCookies, type Cookies } from '../signIn/cookies.js';
import type { createSignIn } from '../signIn/signIn.js';
import type { Shown } from '../signIn/visitor.js';
import { noClient } from './clientRefusals.js';
import { nobody } from './peopleRefusals.js';

/** Whose magic values count for a client. */
export type MagicOf = (sandbox: SandboxId, client: string | undefined) => Promise<MagicMode>;

export interface SignInRoutesDeps {
  readonly people: People;
  readonly partners: Partners;
  readonly providers: Providers;
  readonly magicOf: MagicOf;
  readonly signIn: ReturnType<typeof createSignIn>;
}

type Provider = Awaited<ReturnType<Providers['of']>>;
type Body = z.output<typeof schemas.signInRequest>;
type SignInCall = Call<unknown, Body>;
interface Prepared {
  readonly ask: Ask;
  readonly redemption?: Redemption;
}

export const signInRoutes = (deps: SignInRoutesDeps): readonly Route[] => [
  route({
    method: 'POST',
    path: '/sign-in',
    summary: 'Sign a person in by the real rules and without pages',
    body: schemas.signInRequest,
    example: { client_id: 'my-app', scope: 'openid profile', person: 'maria', exchange: true },
    replies: { 200: { description: 'How it ended.', schema: schemas.signIn } },
    handle: (call) => perform(deps, call),
  }),
];

async function perform(deps: SignInRoutesDeps, call: SignInCall): Promise<Reply> {
  const { body, sandbox, place } = call;
  const prepared = body.authorize_url === undefined ? await build(deps, call) : take(call);
  if ('status' in prepared) return prepared;
  const account = await deps.people.find(sandbox, body.person);
  if (!account) return nobody('/person', deps.people);
  const { pictures = {}, letter_code } = typeof body.proof === 'object' ? body.proof : {};
  const refusal =
    impossiblePicture(pictures, () => documentTypeOf(deps.people.bearerOf(account))) ??
    (await unknownAttribute(deps, call, prepared.ask)) ??
    (await unwantedPayload(deps, call, pictures, prepared.ask));
  if (refusal) return refusal;
  const cookies = createCookies(body.session);
  const provider = await deps.providers.of(place, prepared.ask.profile);
  if (body.session !== undefined && !(await isOf(account, cookies, provider)))
    return invalid('/session', 'has ended, or is not of this person');
  const { redemption } = prepared;
  const report = await deps.signIn({
    place,
    cookies,
    ask: tagged(prepared.ask, body.tag),
    visitor: {
      ...{ account, agreement: body.consent },
      proof: body.proof && { pictures, letterCode: letter_code },
    },
    redemption: body.exchange ? redemption : undefined,
  });
  const verifier = body.exchange ? undefined : redemption?.codeVerifier;
  return answer(200, { ...report, ...(verifier !== undefined && { code_verifier: verifier }) });
}

/** A document in words is a picture only where the client's magic values say so. */
async function unwantedPayload(
  { magicOf }: SignInRoutesDeps,
  { sandbox }: SignInCall,
  pictures: Pictures,
  { url }: Ask,
): Promise<Reply | undefined> {
  const [picture] = Object.entries(pictures).find(([, shown]) => typeof shown === 'object') ?? [];
  if (picture === undefined) return undefined;
  const client = new URLSearchParams(url.split('?')[1]).get('client_id') ?? undefined;
  if ((await magicOf(sandbox, client)) !== 'off') return undefined;
  const message =
    'is a payload document, which counts only where magic_values of the client say so';
  return invalid(`/proof/pictures/${picture}`, message);
}

type Pictures = Readonly<Record<string, Shown | undefined>>;

/** A picture must be one that the person takes, and its wear one that what it shows can have. */
function impossiblePicture(pictures: Pictures, typeOf: () => DocumentType): Reply | undefined {
  if (Object.keys(pictures).length === 0) return undefined;
  const type = typeOf();
  const known = [...sidesOf(type), 'selfie'];
  for (const [picture, shown] of Object.entries(pictures)) {
    const path = `/proof/pictures/${picture}`;
    if (!known.includes(picture)) return invalid(path, `is no side of a ${type}`, known);
    const what = picture === 'selfie' ? picture : type;
    if (typeof shown === 'string' && !wearNamed(shown, what)) {
      const words = wearsOf(what).map(({ name }) => name);
      return invalid(path, `is nothing that a ${what} can have`, words);
    }
  }
  return undefined;
}

/** What is agreed to must exist: a word that is mistyped would withhold what was meant. */
async function unknownAttribute(
  { partners }: SignInRoutesDeps,
  { sandbox, body: { consent } }: SignInCall,
  { profile, url }: Ask,
): Promise<Reply | undefined> {
  if (typeof consent === 'string') return undefined;
  const params = Object.fromEntries(new URLSearchParams(url.split('?')[1]));
  const client = await partners.getClient(sandbox, params['client_id'] ?? '');
  const asked = askedBy(profile.id, params, client?.profileOptions ?? {});
  const known = [...new Set([...CLAIM_NAMES, ...releasedClaims(asked)])];
  const index = consent.attributes.findIndex((name) => !known.includes(name));
  return index < 0 ? undefined : invalid(`/consent/attributes/${index}`, 'is not known', known);
}

const CLAIM_NAMES = Object.values(SCOPE_CLAIMS).flat();

/** Whoever signed in by the session would be answered, whomever the call names. */
async function isOf({ uuid }: Account, cookies: Cookies, provider: Provider): Promise<boolean> {
  const id = cookies.sessionId();
  return id !== undefined && (await subjectOfSession(provider, id)) === uuid;
}

/** The app's own authorization URL; what it says needs not be said again. */
function take({ body, place }: SignInCall): Prepared | Reply {
  const said = (
    ['client_id', 'scope', 'acr_values', 'profile', 'redirect_uri', 'exchange'] as const
  ).find((name) => body[name] !== undefined);
  if (said) return invalid(`/${said}`, 'does not go together with authorize_url');
  const ask = askOfUrl(body.authorize_url ?? '', place);
  if (ask.ok)
    return asksForForm(ask.value)
      ? invalid('/authorize_url', 'asks for response_mode=form_post, which needs a browser')
      : { ask: ask.value };
  return invalid(
    '/authorize_url',
    ask.reason === 'no_url'
      ? 'must be an absolute URL'
      : 'must name an authorization endpoint of this sandbox',
  );
}

const asksForForm = ({ url }: Ask): boolean =>
  new URLSearchParams(url.split('?')[1]).get('response_mode') === 'form_post';

async function build(
  { partners }: SignInRoutesDeps,
  { body, sandbox, place }: SignInCall,
): Promise<Prepared | Reply> {
  const { client_id, scope, exchange, acr_values: acrValues } = body;
  if (client_id === undefined)
    return invalid('/client_id', 'is required, unless authorize_url is given');
  if (scope === undefined) return invalid('/scope', 'is required, unless authorize_url is given');
  const profile = profileOf((body.profile ?? 'standard') satisfies ProfileId);
  if (!profile) return problem('not_built', `The profile ${body.profile ?? ''} is not built yet.`);
  const client = await partners.getClient(sandbox, client_id);
  if (!client) return noClient('/client_id', partners, sandbox);
  // Where the code says whose it is, PKCE proves who asked for it.
  if (exchange && methodOf(client) === 'private_key_jwt' && !profile.codeKnowsClient)
    return invalid('/exchange', 'needs the private key of this client, which only it has');
  const redirectUri = body.redirect_uri ?? client.metadata.redirect_uris?.[0];
  if (redirectUri === undefined)
    return invalid('/redirect_uri', 'is required: the client has none registered');
  return buildAsk(profile, place, { client, scope, redirectUri, acrValues });
}
