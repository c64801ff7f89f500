import type { Vault } from '../vault/index.js';
import {
  asJson,
  rememberingSealed,
  sealedJson,
  sealedText,
  type SealedColumn,
} from './sealedColumn.js';

/** A model of oidc-provider within one profile. Session and Grant belong to all profiles of their sandbox. */
export interface ModelName {
  readonly profile: string;
  readonly model: string;
}

export interface ModelKey extends ModelName {
  readonly id: string;
}

export type OidcPayload = Record<string, unknown>;

export const SHARED: ReadonlySet<string> = new Set(['Session', 'Grant']);

export interface ModelRow {
  profile: string;
  model: string;
  id: string;
  payload: string;
  consumed_at: number | null;
}

export const nameIn = ({ profile, model }: ModelName): [string, string] => [
  SHARED.has(model) ? '' : profile,
  model,
];

/** Binds a payload to its model as well: that of one kind of token is not to be taken for another's. */
export const payloadId = (profile: string, model: string, digest: string) =>
  `${profile}/${model}/${digest}`;

export const payloadColumn = (vault: Vault) =>
  sealedJson<OidcPayload>(vault, 'oidc_models', 'payload');

const MOST_IN_MIND = 1000;

/** For those who read the rows over and over: sessions and grants are opened with every request. */
export const payloadColumnInMind = (vault: Vault): SealedColumn<OidcPayload> =>
  asJson(rememberingSealed(sealedText(vault, 'oidc_models', 'payload'), MOST_IN_MIND));

/** The provider sees whether something was consumed as a member, in epoch seconds. */
export const withConsumed = (payload: OidcPayload, consumedAt: number | null): OidcPayload =>
  consumedAt === null ? payload : { ...payload, consumed: Math.floor(consumedAt / 1000) };
