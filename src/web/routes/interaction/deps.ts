import type { Accounts } from '../../../accounts/index.js';
import type { Authenticators } from '../../../authenticators/index.js';
import type { ConsentStore } from '../../../oidc/index.js';
import type { Clock } from '../../../platform/clock.js';
import type { SignInScript } from '../../../scenarios/index.js';

/** The use cases behind the pages that sign a person in. */
export interface SignInDeps {
  readonly accounts: Accounts;
  readonly authenticators: Authenticators;
  readonly signInScript: SignInScript;
  readonly clock: Clock;
}

export interface ConsentDeps {
  readonly consents: ConsentStore;
  readonly signInScript: SignInScript;
  readonly clock: Clock;
}
