import type { ActingFault, FaultContext, FaultPlace } from '../scenarios/index.js';
import type { Subscriber } from '../assurance/index.js';
import type { Instant } from '../platform/clock.js';
import type { DomainEvent } from '../platform/events.js';
import type { SandboxId } from '../platform/ids.js';

/** Names one artifact of the protocol. `profile` is '' for what every profile shares: sessions and grants. */
export interface ModelName {
  readonly profile: string;
  readonly model: string;
}

export type ModelKey = ModelName & { readonly id: string };

export type ModelPayload = Record<string, unknown>;

/** What a request will ask for besides a session, as far as it can be told beforehand: its client, and their grant of last time. */
export interface Foreseen {
  readonly clientId: string;
  readonly grantId: string | undefined;
}

/**
 * A session with its subscriber, and what is foreseen; a code or token with its grant and session, too. What is not in force, or was
 * not read along, is missing.
 */
export interface Standing {
  readonly payload: ModelPayload;
  readonly grant?: ModelPayload | undefined;
  readonly session?: ModelPayload | undefined;
  readonly subscriber?: Subscriber | undefined;
  readonly consent?: Consent | undefined;
}

/** Sessions, grants, codes and tokens. What has expired at `now` is not found. */
export interface ModelStore {
  upsert(
    sandbox: SandboxId,
    key: ModelKey,
    payload: ModelPayload,
    expiresAt?: Instant,
  ): Promise<void>;
  /** The payload, with `consumed` (epoch seconds) once it was. */
  find(sandbox: SandboxId, key: ModelKey, now: Instant): Promise<ModelPayload | undefined>;
  /** The same, together with what it stands on, in one read. */
  findStanding(
    sandbox: SandboxId,
    key: ModelKey,
    now: Instant,
    foreseen?: Foreseen,
  ): Promise<Standing | undefined>;
  findByUid(
    sandbox: SandboxId,
    name: ModelName,
    uid: string,
    now: Instant,
  ): Promise<ModelPayload | undefined>;
  findByUserCode(
    sandbox: SandboxId,
    name: ModelName,
    userCode: string,
    now: Instant,
  ): Promise<ModelPayload | undefined>;
  /** A person's sessions or grants. */
  listByAccount(
    sandbox: SandboxId,
    name: ModelName,
    account: string,
    now: Instant,
  ): Promise<readonly ModelPayload[]>;
  /** True for exactly one caller, however many ask at once and in however many processes. */
  consume(sandbox: SandboxId, key: ModelKey, now: Instant): Promise<boolean>;
  destroy(sandbox: SandboxId, key: ModelKey): Promise<void>;
  /** Ends everything that was issued under a grant, in every profile of the sandbox. */
  revokeByGrantId(sandbox: SandboxId, grantId: string): Promise<void>;
}

export interface SubscriberStore {
  /** By subject identifier, which is the account's uuid. */
  bySub(sandbox: SandboxId, sub: string): Promise<Subscriber | undefined>;
}

/** A registered client as the provider needs it: RFC 7591 metadata and whose it is. */
export interface RegisteredClient {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly partner: {
    readonly id: string;
    readonly name: string;
    readonly logo?: string | undefined;
  };
}

/** How a token call authenticates its client (RFC 6749 section 2.3.1), or that it does not. */
export interface Presented {
  readonly method: 'client_secret_basic' | 'client_secret_post' | 'none';
  readonly secret?: string | undefined;
}

export interface ClientStore {
  find(sandbox: SandboxId, clientId: string): Promise<RegisteredClient | undefined>;
  /** Keeps what a client whose metadata says FIRST_CONTACT authenticated with at its first token call. */
  pin(sandbox: SandboxId, clientId: string, seen: Presented): Promise<void>;
}

/** Faults on the wire that were asked for. */
export interface FaultSource {
  /** Those that may act here, newest first; nothing is counted. */
  matching(
    sandbox: SandboxId,
    at: FaultPlace,
    context: FaultContext,
  ): Promise<readonly ActingFault[]>;
  /** Counts one use; false when somebody else had the last one. */
  spend(sandbox: SandboxId, fault: Pick<ActingFault, 'id'>): Promise<boolean>;
}

/** What a person agreed to for one client; remembered until it is revoked, outgrown or a year old. */
export interface Consent {
  readonly sub: string;
  readonly clientId: string;
  readonly claims: readonly string[];
  readonly rejected: readonly string[];
  /** The verification that was current; a new one asks again. */
  readonly verification?: string | undefined;
  readonly givenAt: Instant;
}

export interface ConsentStore {
  find(sandbox: SandboxId, sub: string, clientId: string): Promise<Consent | undefined>;
  list(sandbox: SandboxId, sub: string): Promise<readonly Consent[]>;
  save(sandbox: SandboxId, consent: Consent, events: readonly DomainEvent[]): Promise<void>;
  /** Forgets the consent and ends the client's grants for this subject. */
  revoke(
    sandbox: SandboxId,
    sub: string,
    clientId: string,
    events: readonly DomainEvent[],
  ): Promise<void>;
}
