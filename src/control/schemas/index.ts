/** Types of everything that goes over the wire, for those who call the API. */
export type { Attempt, AttemptAction, AttemptQuery, ReasonCode } from './attempts.js';
export type { KnownEvent, Persona, Reason, ScriptStep, Wear } from './catalogue.js';
export type { Client, ClientChange, ClientRequest, SecretRequest } from './clients.js';
export type { Shape, ShapeRequest } from './shape.js';
export type { PageQuery, Problem } from './common.js';
export type { Advanced, AdvanceRequest, Clock } from './clock.js';
export type { Imported, SandboxDocument } from './documents.js';
export type { Event, EventQuery } from './events.js';
export type { Fault, FaultRequest, KnownFault } from './faults.js';
export type { Findings } from './inspect.js';
export type { Message, MessageQuery } from './messages.js';
export type { Key, KeyList } from './keys.js';
export type { Outcome, OutcomeRequest } from './outcomes.js';
export type { AppliedScenario, Scenario } from './scenarios.js';
export type { Partner, PartnerChange, PartnerRequest } from './partners.js';
export type {
  LifecycleRequest,
  MadePerson as PersonMade,
  Person,
  PersonChange,
  PersonRequest,
  SessionCookie,
  SessionRequest,
  TotpCode,
} from './people.js';
export type { PersonRecord, RecordChange } from './records.js';
export type {
  RestoreRequest,
  Sandbox,
  SandboxRequest,
  SnapshotList,
  SnapshotRequest,
  SnapshotTaken,
} from './sandboxes.js';
export type { Service as ServiceInfo } from './service.js';
export type { ControlToken, TokenRequest } from './tokens.js';
export type {
  Delivery,
  DeliveryQuery,
  DeliverySummary,
  Webhook,
  WebhookChange,
  WebhookRequest,
} from './webhooks.js';
export type { SignIn as SignInAnswer, SignInRequest } from './signIn.js';
