import type { Accounts } from '../accounts/index.js';
import type { Partners } from '../partners/index.js';
import type { Press } from '../press/index.js';
import { inOrder, standingIn, standingLayer, type Layer } from '../scenarios/index.js';

export interface StandingDeps {
  readonly accounts: Pick<Accounts, 'get'>;
  readonly partners: Pick<Partners, 'getClient' | 'getPartner'>;
  readonly press: Pick<Press, 'personas'>;
}

/** What always holds where no script and no magic value speaks: a persona's story before a partner's defaults. */
export const standingOutcomes = (deps: StandingDeps): Layer =>
  inOrder(stories(deps), defaults(deps));

/** Whoever is made after a persona lives her story. */
const stories = ({ accounts, press }: StandingDeps): Layer =>
  standingLayer('persona', async ({ sandbox, account }) => {
    const id = (await accounts.get(sandbox, account))?.persona;
    const persona = id === undefined ? undefined : press.personas.get(id);
    return persona?.story && { source: persona.id, standing: standingIn(persona.story) };
  });

/** A client's own before its organisation's. */
const defaults = ({ partners }: StandingDeps): Layer =>
  standingLayer('partner', async ({ sandbox, client: clientId }) => {
    const client = clientId === undefined ? undefined : await partners.getClient(sandbox, clientId);
    if (!client) return undefined;
    const { partner: id, profileOptions } = client;
    const partner = id === undefined ? undefined : await partners.getPartner(sandbox, id);
    const own = standingIn(profileOptions['outcomes']);
    const standing = { ...standingIn(partner?.policy.outcomes), ...own };
    return { source: client.clientId, standing };
  });
