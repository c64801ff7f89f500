import type { ValidateClient } from '../control/index.js';
import { misfitOf, type Providers } from '../oidc/index.js';
import type { Client } from '../partners/index.js';
import { keysOf } from './clientsForProvider.js';

type Provider = Awaited<ReturnType<Providers['of']>>;
type Judged = Parameters<ValidateClient>[0];

/** Asks the library itself: what it would refuse at the first request is refused at registration; then what the profiles would. */
export const clientJudge =
  (providerOf: () => Promise<Provider>): ValidateClient =>
  async (client) => {
    const keys = keysIn(client);
    if (!keys) return { ok: false, member: 'certs', message: 'must be PEM certificates' };
    const metadata: Client['metadata'] = { ...client.metadata, ...keys };
    const { Client: Registered } = await providerOf();
    try {
      Reflect.construct(Registered, [
        { client_id: 'new', client_secret: '0'.repeat(43), ...metadata },
      ]);
    } catch (error) {
      const { error_description } = error as { readonly error_description?: string };
      if (error_description === undefined) throw error;
      return { ok: false, message: error_description };
    }
    const misfit = misfitOf(metadata, client.profileOptions);
    return misfit ? { ok: false, ...misfit } : { ok: true };
  };

function keysIn(client: Judged) {
  try {
    return keysOf(client);
  } catch {
    return undefined;
  }
}
