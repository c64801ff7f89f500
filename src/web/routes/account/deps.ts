import type { Accounts } from '../../../accounts/index.js';
import type { Authenticators } from '../../../authenticators/index.js';
import type { ClientStore, ConsentStore, Sessions, SubscriberStore } from '../../../oidc/index.js';
import type { Clock, Instant } from '../../../platform/clock.js';
import type { SandboxId } from '../../../platform/ids.js';
import type { CsrfCookie } from '../../middleware/csrf.js';
import type { ShowPage } from '../../render.js';

/** Something that happened to an account, as its person may read it. */
export interface Activity {
  readonly type: string;
  readonly at: Instant;
  readonly client?: string | undefined;
}

export interface AccountPagesDeps {
  readonly sessions: Sessions;
  readonly subscribers: SubscriberStore;
  readonly accounts: Accounts;
  readonly authenticators: Authenticators;
  readonly consents: ConsentStore;
  readonly clients: ClientStore;
  /** The newest first. */
  readonly activityOf: (
    sandbox: SandboxId,
    account: string,
    limit: number,
  ) => Promise<readonly Activity[]>;
  readonly show: ShowPage;
  readonly csrfCookie: CsrfCookie;
  readonly clock: Clock;
}
