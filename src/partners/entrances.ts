import type { SandboxId } from '../platform/ids.js';
import { loginUriOf, standingForItself, type Client } from './client.js';
import { mayAsk, type Partner } from './partner.js';
import type { ClientStore, PartnerStore } from './ports.js';

/** An organisation that people may verify for, and where its own login begins when one of its clients says so. */
export interface Entrance {
  readonly id: string;
  readonly name: string;
  readonly logo?: string | undefined;
  readonly loginUri?: string | undefined;
}

/** So many organisations and clients are looked through, oldest first. */
const MOST = 200;

const VERIFIED = { ial: 2, aal: 2 };

/** The verbs by which people come without a partner's request and choose one. */
export const createEntrances = (store: PartnerStore & ClientStore) => ({
  /** Organisations that may ask for a verified identity, then clients without one that say where their login begins. */
  async listEntrances(sandbox: SandboxId): Promise<readonly Entrance[]> {
    const [partners, clients] = await Promise.all([
      store.listPartners(sandbox, { limit: MOST }),
      store.listClients(sandbox, { limit: MOST }),
    ]);
    const alone = clients.filter((client) => client.partner === undefined && loginUriOf(client));
    return [
      ...partners.filter(({ policy }) => mayAsk(policy, VERIFIED)).map(byItself(clients)),
      ...alone.map(ofClient),
    ];
  },

  /** The organisation of that id, or the client without one; undefined when people cannot verify for it. */
  async findEntrance(sandbox: SandboxId, id: string): Promise<Entrance | undefined> {
    const partner = await store.getPartner(sandbox, id);
    if (partner) {
      if (!mayAsk(partner.policy, VERIFIED)) return undefined;
      const clients = await store.listClients(sandbox, { limit: MOST, partner: id });
      return byItself(clients)(partner);
    }
    const client = await store.getClient(sandbox, id);
    return client && client.partner === undefined ? ofClient(client) : undefined;
  },
});

const byItself =
  (clients: readonly Client[]) =>
  ({ id, name, logo }: Partner): Entrance => ({
    ...{ id, name, logo },
    loginUri: clients
      .filter(({ partner }) => partner === id)
      .map(loginUriOf)
      .find((uri) => uri !== undefined),
  });

const ofClient = (client: Client): Entrance => ({
  ...standingForItself(client),
  loginUri: loginUriOf(client),
});
