/**
 * storage: makes the domains' rows real, on PostgreSQL and on embedded SQLite, by one SQL text. The only SQL there is.
 * Owns: the two engines behind `Database`, migrations, the data folder, and one store per aggregate; what a store saves,
 * its events and the tasks that follow from them are one transaction. Personal data passes through the vault.
 * Does not own: the rules about what it stores, nor when a task is run and what it does.
 */
export type { Database, Queryable, Row, SqlValue, Transaction } from './database.js';
export { isUniqueViolation } from './database.js';
export { DATA_FOLDER_IN_USE, isDataFolderInUse } from './dataFolder.js';
export {
  CHANGED_MIGRATION,
  FOREIGN_DATABASE,
  isMigrated,
  migrate,
  NEWER_DATABASE,
} from './migrate.js';
export { openDatabase, type Location } from './open.js';
export { endClaims } from './endClaims.js';
export { checkDeploymentKey, fingerprintIn, OTHER_DEPLOYMENT_KEY } from './deployment.js';
export {
  createEventStore,
  type EventFilter,
  type EventStore,
  type EventStoreParts,
  type StoredEvent,
} from './events.js';
export { createKeyStore, type KeyStore } from './keys.js';
export { createOidcModelStore, type ModelKey, type OidcModelStore } from './oidcModels.js';
export { keepModels } from './oidcModelsKept.js';
export type { ModelName, OidcPayload } from './oidcRows.js';
export { createAgeing } from './ageing.js';
export { inEra, outsideEras } from './era.js';
export { createDocumentStore } from './sandboxDocuments.js';
export { createSnapshotStore } from './snapshots.js';
export { createSandboxStore } from './sandboxes.js';
export {
  createTaskRunner,
  type TaskHandler,
  type TaskRunner,
  type TaskRunnerParts,
} from './taskRunner.js';
export { accountKeyOf, sealedJson, sealedText, type SealedColumn } from './sealedColumn.js';
export { sweep, type SweepParts } from './sweep.js';
export { createTaskStore, type NewTask, type Task, type TaskStore } from './tasks.js';
export { createActivity } from './activity.js';
export { createAccountStore } from './accounts.js';
export { createConfirmationStore } from './addressConfirmations.js';
export { createAttemptStore } from './attempts.js';
export { createAuthenticatorStore } from './authenticators.js';
export { createClientStore } from './clients.js';
export { createConsentStore } from './consents.js';
export {
  createControlTokenStore,
  type ControlTokenStore,
  type StoredToken,
} from './controlTokens.js';
export { createTraceStore } from './exchanges.js';
export { createDeliveryStore } from './deliveries.js';
export { createMessageStore } from './messages.js';
export { createOutbox, DELIVER } from './outbox.js';
export { createPasskeyStore } from './passkeys.js';
export { createPasswordResetStore } from './passwordResets.js';
export { createPartnerStore } from './partners.js';
export type { NewPerson } from './newPerson.js';
export { createPeopleStore, type PeopleStore } from './people.js';
export { createPhoneStore } from './phones.js';
export { createSubscriberStore } from './subscribers.js';
export { createThrottleStore } from './throttles.js';
export { createTotpStore } from './totp.js';
export { createOutcomeStore } from './outcomes.js';
export { createFaultStore } from './faults.js';
export { createRecordsStore } from './records.js';
export { createChangePerson } from './changePerson.js';
export { createMergePeople } from './mergePeople.js';
export { createRemovePerson } from './removePerson.js';
export { createVerificationStore } from './verifications.js';
export { createWebhookStore } from './webhooks.js';
