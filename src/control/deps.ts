import type { Accounts } from '../accounts/index.js';
import type { Subscriber } from '../assurance/index.js';
import type { Authenticators } from '../authenticators/index.js';
import type { Engine } from '../engine/index.js';
import type { Messages } from '../messages/index.js';
import type {
  ConsentStore,
  KeyAdministration,
  Providers,
  Sessions,
  SignIns,
} from '../oidc/index.js';
import type { Partners } from '../partners/index.js';
import type { SandboxId } from '../platform/ids.js';
import type { Press } from '../press/index.js';
import type { Changes } from '../platform/changes.js';
import type { CalendarDate, Clock } from '../platform/clock.js';
import type { Proofing } from '../proofing/index.js';
import type { Sandboxes } from '../sandboxes/index.js';
import type { Faults, Outcomes, SignInScript, Stories } from '../scenarios/index.js';
import type { Signals } from '../signals/index.js';
import type { EventStore } from '../storage/index.js';
import type { AccessRules } from './access/access.js';
import type { OperatorCookie } from './access/operator.js';
import type { Tokens } from './access/tokens.js';
import type { PositionIn } from './catalogue/lookAhead.js';
import type { People } from './people/people.js';
import type { PersonRecords, PersonStore } from './people/person.js';
import type { ValidateClient } from './routes/clients.js';
import type { Inject } from './signIn/inject.js';
import type { Service } from './routes/service.js';
import type { MagicOf } from './routes/signIn.js';

/** Everything the control API is about, handed over once by the app. */
export interface ControlDeps {
  readonly service: Service;
  readonly access: AccessRules;
  readonly operatorCookie: OperatorCookie;
  readonly tokens: Tokens;
  /** Does something in the name of a caller: events that come of it say so. */
  readonly actAs: <T>(actor: string, work: () => Promise<T>) => Promise<T>;
  readonly report: (error: unknown) => void;
  readonly clock: Clock;
  readonly piiGuard: boolean;
  readonly people: People;
  readonly personStore: PersonStore;
  readonly records: PersonRecords;
  readonly accounts: Accounts;
  readonly authenticators: Authenticators;
  readonly subscriberOf: (sandbox: SandboxId, account: string) => Promise<Subscriber | undefined>;
  readonly press: Press;
  readonly partners: Partners;
  readonly validateClient: ValidateClient;
  readonly proofing: Proofing;
  readonly outcomes: Outcomes;
  readonly faults: Faults;
  readonly signInScript: SignInScript;
  readonly magicOf: MagicOf;
  readonly stories: Stories;
  readonly messages: Messages;
  readonly events: Pick<EventStore, 'list' | 'seqOf' | 'lastSeq'>;
  readonly changes: Changes;
  readonly signals: Signals;
  readonly sandboxes: Sandboxes;
  readonly engine: Pick<Engine, 'inspect' | 'available'>;
  /** The day in a sandbox, which time travel moves. */
  readonly today: (sandbox: SandboxId) => Promise<CalendarDate>;
  readonly providers: Providers;
  readonly keys: KeyAdministration;
  readonly positionIn: PositionIn;
  readonly signIns: SignIns;
  readonly sessions: Sessions;
  readonly consents: ConsentStore;
  readonly inject: Inject;
  /** URL of the site's style sheet. */
  readonly stylesheet: () => string;
}
