import type { Instant } from '../platform/clock.js';
import { SECOND } from '../platform/clock.js';
import type { Answer } from './identityProvider.js';
import type { Level } from './levels.js';
import { achievedLevel, SSN_CLAIMS } from './person.js';

/** One claim as a line of the table. */
export interface ReceivedClaim {
  readonly name: string;
  readonly value: string;
  readonly from: 'id_token' | 'userinfo' | 'both';
}

/** What the IRS received, fit to be shown: tokens shortened, all but the last four digits of an SSN hidden. */
export interface Received {
  readonly accepted: boolean;
  readonly asked: Level;
  readonly achieved: Level | null;
  readonly receivedAt: Instant;
  readonly claims: readonly ReceivedClaim[];
  readonly lifetimes: readonly Lifetime[];
  readonly documents: readonly ReceivedDocument[];
}

export interface Lifetime {
  readonly token: 'id_token' | 'access_token' | 'refresh_token' | 'authentication';
  readonly from: Instant | null;
  readonly until: Instant | null;
}

export interface ReceivedDocument {
  readonly name:
    | 'authorization_request'
    | 'authorization_response'
    | 'token_response'
    | 'id_token_header'
    | 'id_token_payload'
    | 'userinfo_response';
  readonly json: unknown;
}

const SECRETS = new Set(['access_token', 'refresh_token', 'id_token', 'code', 'client_secret']);
const SHOWN = 12;

/** The page's facts of an answer; `accepted` is whether the IRS let the person in on it. */
export function receivedFrom(answer: Answer, accepted: boolean): Received {
  return {
    accepted,
    asked: answer.asked,
    achieved: achievedLevel(answer) ?? null,
    receivedAt: answer.receivedAt,
    claims: claimsOf(answer),
    lifetimes: lifetimesOf(answer),
    documents: [
      { name: 'authorization_request', json: masked(answer.request) },
      { name: 'authorization_response', json: masked(answer.callback) },
      { name: 'token_response', json: masked(answer.tokenResponse) },
      { name: 'id_token_header', json: headerOf(answer.idToken) },
      { name: 'id_token_payload', json: masked(answer.claims) },
      { name: 'userinfo_response', json: masked(answer.userinfo) },
    ],
  };
}

function claimsOf({ claims, userinfo }: Answer): readonly ReceivedClaim[] {
  const hidden = masked({ ...userinfo, ...claims }) as Record<string, unknown>;
  return Object.entries(hidden).map(([name, value]) => ({
    name,
    value: typeof value === 'string' ? value : JSON.stringify(value),
    from: !(name in claims) ? 'userinfo' : name in userinfo ? 'both' : 'id_token',
  }));
}

function lifetimesOf({ claims, tokenResponse, receivedAt }: Answer): readonly Lifetime[] {
  const at = (claim: unknown) => (typeof claim === 'number' ? claim * SECOND : null);
  const expiresIn = at(tokenResponse['expires_in']);
  const lifetimes: Lifetime[] = [
    { token: 'authentication', from: at(claims['auth_time']), until: null },
    { token: 'id_token', from: at(claims['iat']), until: at(claims['exp']) },
    {
      token: 'access_token',
      from: receivedAt,
      until: expiresIn === null ? null : receivedAt + expiresIn,
    },
  ];
  if ('refresh_token' in tokenResponse)
    lifetimes.push({ token: 'refresh_token', from: receivedAt, until: null });
  return lifetimes;
}

const headerOf = (jwt: string): unknown =>
  JSON.parse(Buffer.from(jwt.split('.', 1)[0] ?? '', 'base64url').toString());

/** A copy in which no token can be used again and no SSN be read, at any depth. */
function masked(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => masked(item, name));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, masked(item, key)]));
  if (SSN_CLAIMS.includes(name)) return `***-**-${String(value).slice(-4)}`;
  if (SECRETS.has(name) && typeof value === 'string') return shortened(value);
  return value;
}

const shortened = (token: string): string =>
  `${token.slice(0, SHOWN)}… (${token.length} characters)`;
