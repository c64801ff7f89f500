import { DAY, SECOND } from '../../platform/clock.js';
import type { FaultEffect, FaultPlace } from './effect.js';

/** A fault with a name of its own. */
export interface Preset {
  readonly at: FaultPlace;
  readonly effect: FaultEffect;
}

const ONE_DAY = DAY / SECOND;

const ofIdToken = (claim: string, value: string): Preset => ({
  at: 'token',
  effect: { kind: 'claim', token: 'id', claim, value },
});
const refusal = (error: string, description: string): Preset => ({
  at: 'authorize',
  effect: { kind: 'oauth_error', error, description },
});

const TABLE = {
  wrong_nonce: ofIdToken('nonce', 'the-nonce-of-another-request'),
  invalid_signature: { at: 'token', effect: { kind: 'signature', token: 'id', how: 'corrupt' } },
  token_expired: { at: 'token', effect: { kind: 'clock_skew', seconds: -ONE_DAY } },
  token_not_valid_yet: { at: 'token', effect: { kind: 'clock_skew', seconds: ONE_DAY } },
  wrong_issuer: ofIdToken('iss', 'https://another-issuer.example.com'),
  wrong_audience: ofIdToken('aud', 'another-client'),
  access_denied: refusal('access_denied', 'the person did not want to'),
  temporarily_unavailable: refusal('temporarily_unavailable', 'the provider is overloaded'),
} as const satisfies Readonly<Record<string, Preset>>;

export type PresetName = keyof typeof TABLE;
export const PRESETS: Readonly<Record<PresetName, Preset>> = TABLE;
export const PRESET_NAMES = Object.keys(TABLE) as [PresetName, ...PresetName[]];

export const isPreset = (kind: string): kind is PresetName => Object.hasOwn(TABLE, kind);
