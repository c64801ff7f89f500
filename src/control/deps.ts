import type { Accounts } from '../accounts/index.js';
import type { Subscriber } from '../assurance/index.js';
import type { Authenticators } from '../authenticators/index.js';
import type { Partners } from '../partners/index.js';
import type { SandboxId } from '../platform/ids.js';
import type { Press } from '../press/index.js';
import type { Clock } from '../platform/clock.js';
import type { Proofing } from '../proofing/index.js';
import type { AccessRules } from './http/access.js';
import type { People } from './people/people.js';
import type { PersonStore } from './people/person.js';
import type { ValidateClient } from './routes/clients.js';

/** Everything the control API is about, handed over once by the app. */
export interface ControlDeps {
  readonly access: AccessRules;
  readonly report: (error: unknown) => void;
  readonly clock: Clock;
  readonly piiGuard: boolean;
  readonly people: People;
  readonly personStore: PersonStore;
  readonly accounts: Accounts;
  readonly authenticators: Authenticators;
  readonly subscriberOf: (sandbox: SandboxId, account: string) => Promise<Subscriber | undefined>;
  readonly press: Press;
  readonly partners: Partners;
  readonly validateClient: ValidateClient;
  readonly proofing: Proofing;
}
