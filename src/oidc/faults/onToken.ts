import type { JWTPayload } from 'jose';
import type { EffectOf, FaultEffect } from '../../scenarios/index.js';
import { isSigned, withBadSignature, withClaims } from './signedToken.js';
import type { Faulty } from './faultyRequest.js';

type Act = (() => Promise<void> | void) | undefined;

/** A signed token within an answer. */
interface Place {
  readonly token: string;
  readonly put: (token: string) => void;
}

/** What a fault does to what the token endpoint or userinfo answers. An encrypted token is left as it is. */
export function actOnToken(request: Faulty, effect: FaultEffect): Act {
  const { ctx, keys } = request;
  if (effect.kind === 'claim' && isPlain(request, effect)) {
    const body = ctx.body as Readonly<Record<string, unknown>>;
    return () => void (ctx.body = changedPlainly(effect, body));
  }
  const place = signedIn(request);
  if (!place) return undefined;
  const { token, put } = place;
  switch (effect.kind) {
    case 'claim':
      return async () => put(await withClaims(token, keys, changed(effect)));
    case 'signature':
      return async () => put(await withBadSignature(token, keys, effect.how));
    case 'clock_skew':
      return async () => put(await withClaims(token, keys, skewed(effect.seconds)));
    default:
      return undefined;
  }
}

/** Whether a claim is a member of the answer itself: of plain userinfo, or told beside an access token. */
const isPlain = ({ at, ctx }: Faulty, { token }: EffectOf<'claim'>): boolean =>
  token === 'access' || (at === 'userinfo' && typeof ctx.body === 'object');

function signedIn({ at, ctx }: Faulty): Place | undefined {
  const { body, type } = ctx;
  if (at === 'token') {
    const { id_token: token } = body as { readonly id_token?: unknown };
    if (!isSigned(token)) return undefined;
    return { token, put: (id_token) => void (ctx.body = { ...(body as object), id_token }) };
  }
  if (typeof body !== 'string') return undefined;
  const isQuoted = body.startsWith('"');
  const token = isQuoted ? (JSON.parse(body) as string) : body;
  if (!isSigned(token)) return undefined;
  const put = (text: string) => {
    ctx.body = isQuoted ? JSON.stringify(text) : text;
    ctx.type = type;
  };
  return { token, put };
}

interface Listed {
  readonly attributes: readonly { readonly handle: string }[];
}

const isListed = (body: object): body is Listed =>
  'attributes' in body && Array.isArray(body.attributes);

/** A member, or the entry of a list of claims. */
function changedPlainly(
  effect: EffectOf<'claim'>,
  body: Readonly<Record<string, unknown>>,
): object {
  if (!isListed(body)) return changed(effect)(body);
  const { claim, value, remove } = effect;
  const others = body.attributes.filter(({ handle }) => handle !== claim);
  const found = body.attributes.find(({ handle }) => handle === claim) ?? { handle: claim };
  return { ...body, attributes: remove ? others : [...others, { ...found, value }] };
}

const changed =
  ({ claim, value, remove }: EffectOf<'claim'>) =>
  (claims: JWTPayload): JWTPayload => {
    const { [claim]: _before, ...others } = claims;
    return remove ? others : { ...others, [claim]: value };
  };

const INSTANTS = ['iat', 'exp', 'auth_time'];

/** Every instant in a token moves; one that says from when it holds is stated (RFC 7519 section 4.1.5). */
const skewed =
  (seconds: number) =>
  (claims: JWTPayload): JWTPayload => {
    const moved = Object.entries(claims).map(([name, value]) => [
      name,
      INSTANTS.includes(name) && typeof value === 'number' ? value + seconds : value,
    ]);
    const { iat } = claims;
    return {
      ...(Object.fromEntries(moved) as JWTPayload),
      ...(iat !== undefined && { nbf: iat + seconds }),
    };
  };
