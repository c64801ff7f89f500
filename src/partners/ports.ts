import type { DomainEvent } from '../platform/events.js';
import type { SandboxId } from '../platform/ids.js';
import type { Client } from './client.js';
import type { Partner } from './partner.js';

export interface Page {
  readonly limit: number;
  readonly after?: string | undefined;
}

/** Keeps organisations; every change raises the sandbox's `revision`. Changes answer whether they found a row. */
export interface PartnerStore {
  /** False when the id is taken. */
  insertPartner(
    sandbox: SandboxId,
    partner: Partner,
    events: readonly DomainEvent[],
  ): Promise<boolean>;
  getPartner(sandbox: SandboxId, id: string): Promise<Partner | undefined>;
  /** Oldest first. */
  listPartners(sandbox: SandboxId, page: Page): Promise<readonly Partner[]>;
  savePartner(
    sandbox: SandboxId,
    partner: Partner,
    events: readonly DomainEvent[],
  ): Promise<boolean>;
  /** False when there is none, or clients belong to it. */
  deletePartner(sandbox: SandboxId, id: string, events: readonly DomainEvent[]): Promise<boolean>;
}

/** Keeps clients; secrets are sealed, and every change raises the sandbox's `revision`. */
export interface ClientStore {
  /** False when the id is taken. */
  insertClient(
    sandbox: SandboxId,
    client: Client,
    events: readonly DomainEvent[],
  ): Promise<boolean>;
  getClient(sandbox: SandboxId, clientId: string): Promise<Client | undefined>;
  /** Oldest first; those of one organisation when it is named. */
  listClients(
    sandbox: SandboxId,
    page: Page & { readonly partner?: string | undefined },
  ): Promise<readonly Client[]>;
  /** False when somebody wrote since `client.version`. */
  saveClient(sandbox: SandboxId, client: Client, events: readonly DomainEvent[]): Promise<boolean>;
  deleteClient(
    sandbox: SandboxId,
    clientId: string,
    events: readonly DomainEvent[],
  ): Promise<boolean>;
}
