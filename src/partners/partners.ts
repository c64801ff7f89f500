import type { Clock } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import type { Result } from '../platform/result.js';
import { ok, refused } from '../platform/result.js';
import { createAdoption } from './adoptClient.js';
import { createClientChanges } from './changeClient.js';
import { createEntrances } from './entrances.js';
import { createOrganisations } from './organisations.js';
import type { ClientStore, PartnerStore } from './ports.js';
import { createRegisterClient } from './registerClient.js';

export type Partners = ReturnType<typeof createPartners>;

/** The verbs on organisations and their clients. */
export function createPartners({
  store,
  clock,
}: {
  readonly store: PartnerStore & ClientStore;
  readonly clock: Clock;
}) {
  const { change, rotateSecret } = createClientChanges(store, clock);
  return {
    getPartner: store.getPartner,
    listPartners: store.listPartners,
    ...createOrganisations(store, clock),

    getClient: store.getClient,
    listClients: store.listClients,
    registerClient: createRegisterClient(store, clock),
    ...createAdoption(store, clock),
    ...createEntrances(store),
    changeClient: change,
    rotateSecret,
    async deleteClient(
      sandbox: SandboxId,
      clientId: string,
    ): Promise<Result<undefined, 'unknown_client'>> {
      const event = { type: 'client.deleted', client: clientId };
      const gone = await store.deleteClient(sandbox, clientId, [event]);
      return gone ? ok(undefined) : refused('unknown_client');
    },
  };
}
