import type { SandboxId } from '../platform/ids.js';
import type { Stores } from './stores.js';

/** Signs a person out everywhere: sessions and grants carry the subject, tokens carry their grant. */
export const endSessions =
  ({ accounts, models }: Pick<Stores, 'accounts' | 'models'>) =>
  async (sandbox: SandboxId, id: string): Promise<void> => {
    const account = await accounts.get(sandbox, id);
    if (account) await models.revokeByAccount(sandbox, account.uuid);
  };
