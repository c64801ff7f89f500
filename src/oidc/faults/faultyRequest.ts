import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { Clock } from '../../platform/clock.js';
import type { SandboxId } from '../../platform/ids.js';
import type { FaultPlace } from '../../scenarios/index.js';
import type { FaultSource, ModelStore, SubscriberStore } from '../ports.js';
import type { Profile } from '../profiles/index.js';
import type { SigningKey } from '../signingKey.js';

export interface FaultyParts {
  readonly provider: Provider;
  readonly deps: {
    readonly faults: FaultSource;
    readonly models: ModelStore;
    readonly subscribers: SubscriberStore;
    readonly clock: Clock;
  };
  readonly sandbox: SandboxId;
  readonly profile: Profile;
  readonly keys: readonly SigningKey[];
}

/** Where a request is, and what is known of it. */
export interface Faulty extends FaultyParts {
  readonly at: FaultPlace;
  readonly ctx: KoaContextWithOIDC;
}
