import type { DomainEvent } from '../platform/events.js';
import type { SandboxId } from '../platform/ids.js';
import type { Client } from './client.js';
import type { Partner } from './partner.js';

export interface Page {
  readonly limit: number;
  readonly after?: string | undefined;
}

/** `same`: there already with the same content; `taken`: there already with another. */
export type InsertOutcome = 'inserted' | 'same' | 'taken';

export interface PartnerStore {
  insertPartner(
    sandbox: SandboxId,
    partner: Partner,
    events: readonly DomainEvent[],
  ): Promise<InsertOutcome>;
  getPartner(sandbox: SandboxId, id: string): Promise<Partner | undefined>;
  /** Oldest first. */
  listPartners(sandbox: SandboxId, page: Page): Promise<readonly Partner[]>;
  savePartner(
    sandbox: SandboxId,
    partner: Partner,
    events: readonly DomainEvent[],
  ): Promise<boolean>;
  /** False when clients still belong to it, or there is none. */
  deletePartner(
    sandbox: SandboxId,
    id: string,
    events: readonly DomainEvent[],
  ): Promise<'deleted' | 'unknown' | 'has_clients'>;
}

/** Keeps clients; secrets are sealed, and every change raises the sandbox's `revision`. */
export interface ClientStore {
  insertClient(
    sandbox: SandboxId,
    client: Client,
    events: readonly DomainEvent[],
  ): Promise<'inserted' | 'taken'>;
  getClient(sandbox: SandboxId, clientId: string): Promise<Client | undefined>;
  /** Oldest first. */
  listClients(sandbox: SandboxId, page: Page): Promise<readonly Client[]>;
  /** False when somebody wrote since `client.version`. */
  saveClient(sandbox: SandboxId, client: Client, events: readonly DomainEvent[]): Promise<boolean>;
  deleteClient(
    sandbox: SandboxId,
    clientId: string,
    events: readonly DomainEvent[],
  ): Promise<boolean>;
}
