import type { OutcomeProblem } from '../outcomeProblems.js';
import { LONGEST_DELAY } from '../outcomeProblems.js';
import type { EffectOf, FaultEffect, FaultPlace } from './effect.js';
import { effectIn, type FaultRequest } from './fault.js';
import {
  claimsOfToken,
  kindsAt,
  matchMembersAt,
  placesOf,
  signaturesAt,
  tokensAt,
} from './faultPlaces.js';

/** Where a fault is; undefined when its kind can be at several places and it says none. */
export const placeOfFault = ({ at, kind }: FaultRequest): FaultPlace | undefined => {
  const [only, ...others] = placesOf(kind);
  return at ?? (others.length === 0 ? only : undefined);
};

/** Headers that are the server's own affair, or would hide a fault in the browser's cookies. */
const NOT_TO_BE_SET = [
  ...['connection', 'content-length', 'transfer-encoding', 'set-cookie', 'standin-trace'],
  ...['standin-fault', 'trailer', 'upgrade', 'keep-alive', 'date'],
];

/** What does not hold together in a fault whose members are of the right types. */
export function faultProblems(request: FaultRequest): readonly OutcomeProblem[] {
  const at = placeOfFault(request);
  if (at === undefined) {
    const known = placesOf(request.kind);
    return [{ path: '/at', message: `is required with kind ${request.kind}`, known }];
  }
  if (!kindsAt(at).includes(request.kind)) return [misplaced(request, at)];
  return [...unknowable(request, at), ...effectProblems(effectIn(request), at)];
}

function misplaced({ kind }: FaultRequest, at: FaultPlace): OutcomeProblem {
  const places = placesOf(kind).join(', ');
  return {
    path: '/kind',
    message: `does not happen at ${at}; ${kind} is for ${places}`,
    known: kindsAt(at),
  };
}

const unknowable = ({ match = {} }: FaultRequest, at: FaultPlace): OutcomeProblem[] => {
  const known = matchMembersAt(at);
  return (Object.keys(match) as (keyof typeof match)[])
    .filter((member) => match[member] !== undefined && !known.includes(member))
    .map((member) => ({
      path: `/match/${member}`,
      message: `cannot be known at ${at}, which everybody asks alike`,
      known,
    }));
};

function effectProblems(effect: FaultEffect, at: FaultPlace): readonly OutcomeProblem[] {
  switch (effect.kind) {
    case 'delay':
      return delayProblems(effect, at);
    case 'status':
      return headerProblems(effect);
    case 'claim':
      return [...tokenProblems(effect, at), ...claimProblems(effect)];
    case 'signature':
      return [...tokenProblems(effect, at), ...signatureProblems(effect, at)];
    default:
      return [];
  }
}

/** A delivery's delay must end within the lease of its task. */
const delayProblems = ({ ms }: EffectOf<'delay'>, at: FaultPlace): OutcomeProblem[] =>
  at === 'webhook' && ms > LONGEST_DELAY
    ? [{ path: '/ms', message: `must be at most ${LONGEST_DELAY} at webhook` }]
    : [];

const headerProblems = ({ headers = {} }: EffectOf<'status'>): OutcomeProblem[] =>
  Object.keys(headers)
    .filter((name) => NOT_TO_BE_SET.includes(name.toLowerCase()))
    .map((name) => ({ path: `/headers/${name}`, message: "is the server's own to set" }));

function tokenProblems(
  { kind, token }: EffectOf<'claim' | 'signature'>,
  at: FaultPlace,
): OutcomeProblem[] {
  const known = tokensAt(at, kind);
  if (token === undefined || known.includes(token)) return [];
  const why =
    token === 'logout'
      ? 'names a token that is not issued: sign-out is told by webhooks alone'
      : token === 'access' && kind === 'signature'
        ? 'names a token without signature: access tokens are opaque'
        : `is not what ${at} answers with`;
  return [{ path: '/token', message: why, known }];
}

function claimProblems({
  token = 'id',
  claim,
  value,
  remove,
}: EffectOf<'claim'>): OutcomeProblem[] {
  const known = claimsOfToken(token);
  const problems: OutcomeProblem[] = [];
  if (known && !known.includes(claim))
    problems.push({ path: '/claim', message: 'is not told of an access token', known });
  if ((value === undefined) === (remove === undefined))
    problems.push({ path: '/value', message: 'or `remove: true` is needed, one of the two' });
  return problems;
}

const signatureProblems = ({ how }: EffectOf<'signature'>, at: FaultPlace): OutcomeProblem[] => {
  const known = signaturesAt(at);
  return known.includes(how) ? [] : [{ path: '/how', message: `does not happen at ${at}`, known }];
};
