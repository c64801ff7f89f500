import type { Clock, Instant } from '../platform/clock.js';
import type { DomainEvent } from '../platform/events.js';
import { matchesPattern, noticeOf } from '../signals/index.js';
import * as storage from '../storage/index.js';
import type { Database, NewTask } from '../storage/index.js';
import type { Vault } from '../vault/index.js';

export interface StoresParts {
  readonly db: Database;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly tasksFor: (event: DomainEvent, at: Instant) => readonly NewTask[];
  readonly onCommit: storage.EventStoreParts['onCommit'];
  /** Who calls the control API at the moment. */
  readonly actor?: (() => string | undefined) | undefined;
}

export type Stores = ReturnType<typeof createStores>;

/** Every store over one database. */
export function createStores({ db, vault, clock, tasksFor, onCommit, actor }: StoresParts) {
  const tasks = storage.createTaskStore({ db, vault, clock });
  const outbox = storage.createOutbox({ vault, tasks, matches: matchesPattern, noticeOf });
  const events = storage.createEventStore({
    ...{ db, clock, tasks, tasksFor, outbox, onCommit, actor },
  });
  const parts = { db, vault, events, clock };
  const models = storage.keepModels(db, storage.createOidcModelStore(parts));
  const accounts = storage.createAccountStore(parts);
  const subscribers = storage.createSubscriberStore(parts);
  const met: typeof accounts.met = (...who) => {
    accounts.met(...who);
    subscribers.met(...who);
  };
  return {
    tasks,
    events,
    activity: storage.createActivity(parts),
    models,
    sandboxes: { ...storage.createSandboxStore(parts), age: storage.createAgeing(parts) },
    snapshots: storage.createSnapshotStore(parts),
    documents: storage.createDocumentStore(parts),
    keys: storage.createKeyStore(parts),
    accounts,
    people: {
      ...storage.createPeopleStore({ ...parts, met }),
      removePerson: storage.createRemovePerson(parts),
      changePerson: storage.createChangePerson(parts),
      mergePeople: storage.createMergePeople(parts),
      endVerification: storage.createVerificationStore(parts).end,
    },
    confirmations: storage.createConfirmationStore(parts),
    authenticators: {
      ...storage.createAuthenticatorStore(parts),
      ...storage.createTotpStore(parts),
      ...storage.createPhoneStore(parts),
      ...storage.createPasskeyStore(parts),
      ...storage.createPasswordResetStore(parts),
    },
    throttles: storage.createThrottleStore(parts),
    subscribers,
    messages: storage.createMessageStore(parts),
    traces: storage.createTraceStore(parts),
    partners: { ...storage.createPartnerStore(parts), ...storage.createClientStore(parts) },
    controlTokens: storage.createControlTokenStore(parts),
    consents: storage.createConsentStore({ ...parts, models }),
    attempts: storage.createAttemptStore(parts),
    outcomes: storage.createOutcomeStore(parts),
    faults: storage.createFaultStore(parts),
    records: storage.createRecordsStore(parts),
    webhooks: storage.createWebhookStore(parts),
    deliveries: storage.createDeliveryStore({ ...parts, tasks }),
  };
}
