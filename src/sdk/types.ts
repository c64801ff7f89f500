/**
 * What goes over the wire, as TypeScript says it: made of the schemas that judge the requests. The published declarations hold
 * these types written out (scripts/build/sdkTypes.mjs), so that they need nothing of ours.
 */
import type * as api from '../control/index.js';

type CamelName<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelName<Tail>>}`
  : Name;

/** Members in camelCase, at any depth; records keep the names of their data. */
type Camel<T> = T extends readonly (infer Item)[]
  ? Camel<Item>[]
  : T extends object
    ? string extends keyof T
      ? T
      : { [Name in keyof T as Name extends string ? CamelName<Name> : Name]: Camel<T[Name]> }
    : T;

/** Members that change; one that is null is removed. */
type Changed<T> = { [Name in keyof T]?: T[Name] | null };

export type Problem = api.Problem;
export type ReasonCode = api.ReasonCode;
export type ServiceInfo = Camel<api.ServiceInfo>;

export type Person = Camel<api.Person>;
/** Secrets are told in clear this once. */
export type MadePerson = Camel<api.PersonMade>;
export type PersonRequest = Camel<api.PersonRequest>;
export type PersonChange = Camel<api.PersonChange>;
export type LifecycleRequest = Camel<api.LifecycleRequest>;
export type TotpCode = Camel<api.TotpCode>;
export type SessionRequest = Camel<api.SessionRequest>;
/** As Playwright's `context.addCookies` and other drivers of browsers take it. */
export type SessionCookie = Camel<api.SessionCookie>;

export type Partner = Camel<api.Partner>;
export type PartnerRequest = Camel<api.PartnerRequest>;
export type PartnerChange = Camel<api.PartnerChange>;
export type Client = Camel<api.Client>;
export type ClientRequest = Camel<api.ClientRequest>;
/** A member that is null is removed, of the profile options, too. */
export type ClientChange = Changed<Omit<ClientRequest, 'profileOptions'>> & {
  profileOptions?: Changed<NonNullable<ClientRequest['profileOptions']>>;
};
export type SecretRequest = Camel<api.SecretRequest>;
export type ShapeRequest = Camel<api.ShapeRequest>;
export type Shape = Camel<api.Shape>;

export type Outcome = Camel<api.Outcome>;
export type OutcomeRequest = Camel<api.OutcomeRequest>;
export type Fault = Camel<api.Fault>;
export type FaultRequest = Camel<api.FaultRequest>;
export type KnownFault = Camel<api.KnownFault>;
export type Attempt = Camel<api.Attempt>;
export type AttemptQuery = Camel<api.AttemptQuery>;
export type AttemptAction = Camel<api.AttemptAction>;
export type Message = Camel<api.Message>;
export type MessageQuery = Camel<api.MessageQuery>;
export type SignInRequest = Camel<api.SignInRequest>;
export type SignInAnswer = Camel<api.SignInAnswer>;
export type Findings = Camel<api.Findings>;

export type ControlToken = Camel<api.ControlToken>;
export type TokenRequest = Camel<api.TokenRequest>;
export type Clock = Camel<api.Clock>;
export type Advanced = Camel<api.Advanced>;
export type Scenario = Camel<api.Scenario>;
export type AppliedScenario = Camel<api.AppliedScenario>;
export type Event = Camel<api.Event>;
export type EventQuery = Camel<api.EventQuery>;
export type Webhook = Camel<api.Webhook>;
export type WebhookRequest = Camel<api.WebhookRequest>;
export type WebhookChange = Camel<api.WebhookChange>;
export type Delivery = Camel<api.Delivery>;
export type DeliveryQuery = Camel<api.DeliveryQuery>;
export type DeliverySummary = Camel<api.DeliverySummary>;

export type Sandbox = Camel<api.Sandbox>;
export type SandboxRequest = Camel<api.SandboxRequest>;
export type SnapshotRequest = Camel<api.SnapshotRequest>;
export type Snapshot = Camel<api.SnapshotList>['items'][number];
/** A whole sandbox, secrets included. */
export type SandboxDocument = Camel<api.SandboxDocument>;
export type Imported = Camel<api.Imported>;
export type Persona = Camel<api.Persona>;
export type Reason = Camel<api.Reason>;
export type ScriptStep = Camel<api.ScriptStep>;
export type Wear = Camel<api.Wear>;
export type KnownEvent = Camel<api.KnownEvent>;
export type PageQuery = api.PageQuery;

/** Members of a resource whose schema is not fixed yet. */
export type Members = Readonly<Record<string, unknown>>;

export type { StartOptions } from './start/options.js';
