import {
  placesOf,
  PRESET_NAMES,
  PRESETS,
  type FaultKind,
  type PresetName,
} from '../../scenarios/index.js';
import { membersOfKind, type KnownFault } from '../schemas/faults.js';

type Told = readonly [sentence: string, correctClient: string];

const KINDS: Readonly<Record<FaultKind, Told>> = {
  status: [
    'The answer has this status (and body, and headers) instead of the real one; nothing happened behind it.',
    'Shows an error of its own and tries again a little later, a few times; it never takes the answer for a sign-in.',
  ],
  delay: [
    'The answer, or the delivery, takes so much longer.',
    'Has a time limit of its own, shows that it waits, and does not send a code twice.',
  ],
  hang_up: [
    'The connection ends without an answer.',
    'Treats it like a status 5xx: an error of its own, and another try.',
  ],
  malformed: [
    'The answer is cut off: half a JSON document, or a redirect without a code and without an error.',
    'Refuses what it cannot read, with an error of its own and no stack trace.',
  ],
  oauth_error: [
    'An error in the form of RFC 6749 sections 4.1.2.1 and 5.2, or RFC 6750 section 3 at userinfo.',
    'Tells the person what can be done, keeps nothing of the sign-in, and leaves a way to begin again.',
  ],
  claim: [
    'One claim has another value, or is missing; the token is signed properly.',
    'Checks what it relies on: an unexpected iss, aud, nonce, sub, acr or exp refuses the sign-in, a missing claim is not filled in.',
  ],
  signature: [
    'The signature is wrong: corrupt, by another key, by a key that nobody publishes, none, or HS256 with the public key as its secret.',
    'Refuses the token. It may read the keys once more for an unknown kid, and accepts the algorithm it registered alone.',
  ],
  clock_skew: [
    "The provider's clock is ahead by so many seconds (behind when negative): iat, nbf, exp and auth_time say so.",
    'Accepts a minute or two and refuses more (OpenID Connect Core 3.1.3.7).',
  ],
  stale_jwks: [
    'The key set is an old one: the key that signs is not in it.',
    'Reads the set again a little later, not with every token, and refuses the token meanwhile.',
  ],
  replay_code: [
    'The code has been used already, as if somebody had been quicker: redeeming it is refused with invalid_grant.',
    'Shows an error and begins again with a new request; it does not send the code once more (RFC 6749 section 4.1.2).',
  ],
  drop_state: [
    'The answer has no state.',
    'Refuses the answer: it cannot tell whose it is (RFC 6749 section 10.12).',
  ],
  wrong_state: [
    'The answer has the state of another request.',
    'Refuses the answer and redeems no code (RFC 6749 section 10.12).',
  ],
  mix_up: [
    'The answer, or the metadata, names another issuer.',
    'Refuses it: iss must be the issuer that was asked (RFC 9207 section 2.4, Discovery 4.3).',
  ],
  duplicate: [
    'The delivery is made twice.',
    'Acts once: a message whose id it has seen changes nothing.',
  ],
  reorder: [
    'The delivery is held back for some seconds, so that others overtake it.',
    'Goes by the time in a message and not by the order of arrival.',
  ],
  drop: [
    'The delivery is never made.',
    'Does not depend on it: it asks for the current state when it needs to know, and a person can ask for another mail.',
  ],
};

const NAMED: Readonly<Record<PresetName, Told>> = {
  wrong_nonce: [
    'The ID token has the nonce of another request.',
    'Refuses it (OpenID Connect Core 3.1.3.7, step 11).',
  ],
  invalid_signature: [
    'The signature of the ID token is corrupt.',
    'Refuses it (OpenID Connect Core 3.1.3.7, step 6).',
  ],
  token_expired: [
    'The ID token ended a day ago.',
    'Refuses it (OpenID Connect Core 3.1.3.7, step 9).',
  ],
  token_not_valid_yet: [
    'The ID token is valid from tomorrow (nbf and iat).',
    'Refuses it (RFC 7519 section 4.1.5).',
  ],
  wrong_issuer: [
    'The ID token was issued by somebody else.',
    'Refuses it (OpenID Connect Core 3.1.3.7, step 2).',
  ],
  wrong_audience: [
    'The ID token is for another client.',
    'Refuses it (OpenID Connect Core 3.1.3.7, step 3).',
  ],
  access_denied: [
    'The person does not want to go on.',
    'Says so in plain words and offers to begin again; it does not retry by itself.',
  ],
  temporarily_unavailable: [
    'The provider cannot answer at the moment.',
    'Says so and offers another try a little later.',
  ],
};

/** Every kind and preset: where it can be, and what a correct client answers to it. */
export const faultsKnown = (): readonly KnownFault[] => [
  ...Object.entries(KINDS).map(([id, told]) => view(id as FaultKind, told, false)),
  ...PRESET_NAMES.map((id) => view(id, NAMED[id], true)),
];

const view = (id: FaultKind | PresetName, [sentence, client]: Told, preset: boolean) => ({
  ...{ id, preset, sentence, at: preset ? [PRESETS[id as PresetName].at] : [...placesOf(id)] },
  members: [...membersOfKind(id)],
  correct_client: client,
});
