import type { Account, AccountState } from '../../accounts/index.js';
import type { Attributes, AuthenticatorKind, Verification } from '../../assurance/index.js';
import type { Instant } from '../../platform/clock.js';
import type { DomainEvent } from '../../platform/events.js';
import type { SandboxId } from '../../platform/ids.js';
import type { GeneratedPasskey, NewAuthenticators } from '../../authenticators/index.js';
import type { PersonRecord } from '../../proofing/index.js';
import type { AttributeRefusal } from './attributeRules.js';

/** What a creator says about a new person; everything else is invented from the id. */
export interface PersonDraft {
  readonly id?: string | undefined;
  /** A persona to be made after. */
  readonly persona?: string | undefined;
  readonly email?: string | undefined;
  readonly password?: string | undefined;
  /** Members that are present win over what is invented. */
  readonly attributes?: Attributes | undefined;
  readonly ial?: 1 | 2 | undefined;
  readonly authenticators?: readonly AuthenticatorKind[] | undefined;
  readonly state?: AccountState | undefined;
  readonly groups?: readonly string[] | undefined;
  readonly tag?: string | undefined;
}

/** A person just made, with what is told in clear this once. */
export interface MadePerson {
  readonly account: Account;
  readonly clear: {
    readonly password?: string | undefined;
    readonly totpSecret?: string | undefined;
    readonly recoveryCodes?: readonly string[] | undefined;
    readonly passkey?: GeneratedPasskey | undefined;
  };
  /** False: the same person was there already, and nothing is told in clear again. */
  readonly created: boolean;
}

export type CreationRefusal =
  'unknown_persona' | 'email_invalid' | 'email_taken' | 'id_taken' | AttributeRefusal;

/** What people need of storage beyond their accounts. */
export interface PersonStore {
  /** Account, authenticators, verification and record in one transaction; false when id or address is taken. */
  insertPerson(
    sandbox: SandboxId,
    person: {
      readonly account: Account;
      readonly authenticators: NewAuthenticators;
      readonly verification?: Verification | undefined;
      readonly record?: PersonRecord | undefined;
    },
    events: readonly DomainEvent[],
  ): Promise<boolean>;
  /** Deletes an account and every row that belongs to it; false when there is none. */
  removePerson(
    sandbox: SandboxId,
    account: string,
    events: readonly DomainEvent[],
  ): Promise<boolean>;
  /** Changes account, verification in force, records and bound phone together; `stale`: somebody wrote in between. */
  changePerson(
    sandbox: SandboxId,
    change: {
      readonly account: Account;
      readonly attributes: Attributes;
      readonly record: PersonRecord;
    },
    events: readonly DomainEvent[],
  ): Promise<'saved' | 'stale'>;
  /** Closes `from` and saves `into`, which takes the verification over unless it has one in force. */
  mergePeople(
    sandbox: SandboxId,
    accounts: { readonly from: Account; readonly into: Account },
    events: readonly DomainEvent[],
  ): Promise<'saved' | 'stale'>;
  /** Ends the verification in force, whatever led to it; false when there is none. */
  endVerification(
    sandbox: SandboxId,
    account: string,
    state: 'revoked' | 'lapsed',
    at: Instant,
    events: readonly DomainEvent[],
  ): Promise<boolean>;
}

/** What the simulated authoritative sources know in a sandbox. */
export interface PersonRecords {
  get(sandbox: SandboxId, id: string): Promise<PersonRecord | undefined>;
  put(sandbox: SandboxId, record: PersonRecord): Promise<void>;
  remove(sandbox: SandboxId, id: string): Promise<boolean>;
}
