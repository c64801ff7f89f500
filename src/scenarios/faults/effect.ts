/** Where something goes wrong: at an endpoint of the provider, or on the way to somebody (contract section 6). */
export const FAULT_PLACES = [
  ...(['authorize', 'token', 'userinfo', 'jwks', 'discovery', 'logout'] as const),
  ...(['webhook', 'mail'] as const),
] as const;
export type FaultPlace = (typeof FAULT_PLACES)[number];

/** What a fault of a token is about; `access` is what the token endpoint says of an access token, which itself is opaque. */
export const FAULT_TOKENS = ['id', 'userinfo', 'access', 'logout'] as const;
export type FaultToken = (typeof FAULT_TOKENS)[number];

export const SIGNATURE_FAULTS = [
  ...(['corrupt', 'wrong_key', 'unknown_kid', 'none', 'hs256_public_key'] as const),
] as const;
export type SignatureFault = (typeof SIGNATURE_FAULTS)[number];

/** Kinds that say everything by their name. */
export const BARE_KINDS = [
  ...(['hang_up', 'malformed', 'stale_jwks', 'replay_code', 'drop_state', 'wrong_state'] as const),
  ...(['mix_up', 'duplicate', 'reorder', 'drop'] as const),
] as const;

/** What goes wrong; names are the wire's. */
export type FaultEffect =
  | { readonly kind: (typeof BARE_KINDS)[number] }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>> | undefined;
    }
  | { readonly kind: 'delay'; readonly ms: number }
  | {
      readonly kind: 'oauth_error';
      readonly error: string;
      readonly description?: string | undefined;
    }
  | {
      readonly kind: 'claim';
      readonly token?: FaultToken | undefined;
      readonly claim: string;
      readonly value?: unknown;
      readonly remove?: true | undefined;
    }
  | {
      readonly kind: 'signature';
      readonly token?: FaultToken | undefined;
      readonly how: SignatureFault;
    }
  | { readonly kind: 'clock_skew'; readonly seconds: number };

export type FaultKind = FaultEffect['kind'];

/** The effect of one kind. */
export type EffectOf<Kind extends FaultKind> = Extract<FaultEffect, { readonly kind: Kind }>;
