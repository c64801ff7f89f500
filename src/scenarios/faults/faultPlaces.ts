import {
  FAULT_PLACES,
  SIGNATURE_FAULTS,
  type FaultKind,
  type FaultPlace,
  type FaultToken,
  type SignatureFault,
} from './effect.js';
import { FAULT_MATCH_MEMBERS, type FaultMatch } from './fault.js';
import { PRESET_NAMES, PRESETS, type PresetName } from './presets.js';

/** What an HTTP endpoint can do badly, whatever it answers. */
const ENDPOINT = ['status', 'delay', 'hang_up'] as const satisfies readonly FaultKind[];
const SIGNED = ['claim', 'signature', 'clock_skew'] as const satisfies readonly FaultKind[];
const STATE = ['drop_state', 'wrong_state'] as const satisfies readonly FaultKind[];
const DELIVERED = ['delay', 'drop', 'duplicate', 'reorder'] as const satisfies readonly FaultKind[];

/** Which kinds there are at a place. */
const KINDS: Readonly<Record<FaultPlace, readonly FaultKind[]>> = {
  authorize: [...ENDPOINT, 'malformed', 'oauth_error', 'replay_code', ...STATE, 'mix_up'],
  token: [...ENDPOINT, 'malformed', 'oauth_error', ...SIGNED],
  userinfo: [...ENDPOINT, 'malformed', 'oauth_error', ...SIGNED],
  jwks: [...ENDPOINT, 'malformed', 'stale_jwks'],
  discovery: [...ENDPOINT, 'malformed', 'mix_up'],
  logout: [...ENDPOINT, ...STATE],
  webhook: [...DELIVERED, 'status', 'hang_up', 'malformed', 'signature', 'clock_skew'],
  mail: DELIVERED,
};

/** Of which a place answers something that can be changed; the first is meant where none is named. */
const TOKENS: Readonly<Partial<Record<FaultPlace, readonly FaultToken[]>>> = {
  token: ['id', 'access'],
  userinfo: ['userinfo'],
};

/** What the token endpoint says of an access token (RFC 6749 section 5.1), which is opaque. */
const ACCESS_MEMBERS = ['token_type', 'expires_in', 'scope'];

/** Keys and metadata are asked for by nobody in particular. */
const ANONYMOUS: readonly FaultPlace[] = ['jwks', 'discovery'];

export const kindsAt = (at: FaultPlace): readonly (FaultKind | PresetName)[] => [
  ...KINDS[at],
  ...PRESET_NAMES.filter((name) => PRESETS[name].at === at),
];

/** Where a kind or preset can be. */
export const placesOf = (kind: FaultKind | PresetName): readonly FaultPlace[] =>
  FAULT_PLACES.filter((at) => kindsAt(at).includes(kind));

/** Which tokens a kind can be about at a place. Access tokens are opaque: they have no signature. */
export const tokensAt = (at: FaultPlace, kind: FaultKind): readonly FaultToken[] =>
  (TOKENS[at] ?? []).filter((token) => kind === 'claim' || token !== 'access');

/** Which claims may be changed; undefined for any. */
export const claimsOfToken = (token: FaultToken): readonly string[] | undefined =>
  token === 'access' ? ACCESS_MEMBERS : undefined;

/** How a signature can be wrong at a place: a message to a webhook is signed with a shared secret and names no key. */
export const signaturesAt = (at: FaultPlace): readonly SignatureFault[] =>
  at === 'webhook' ? ['corrupt', 'wrong_key'] : SIGNATURE_FAULTS;

/** Whom a place can tell apart. */
export const matchMembersAt = (at: FaultPlace): readonly (keyof FaultMatch)[] =>
  ANONYMOUS.includes(at) ? [] : FAULT_MATCH_MEMBERS;
