import type { Accounts } from '../../../accounts/index.js';
import type { Authenticators } from '../../../authenticators/index.js';
import type { ConsentStore } from '../../../oidc/index.js';
import type { Clock } from '../../../platform/clock.js';

/** The use cases behind the pages that sign a person in. */
export interface SignInDeps {
  readonly accounts: Accounts;
  readonly authenticators: Authenticators;
  readonly clock: Clock;
}

export interface ConsentDeps {
  readonly consents: ConsentStore;
  readonly clock: Clock;
}
