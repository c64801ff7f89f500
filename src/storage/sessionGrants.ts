import type { SandboxId } from '../platform/ids.js';
import type { OidcModelStore } from './oidcModels.js';

/** Ids of a subject's grants for a client; each session has its own. */
export async function grantsOfClient(
  models: Pick<OidcModelStore, 'listByAccount'>,
  sandbox: SandboxId,
  sub: string,
  clientId: string,
): Promise<readonly string[]> {
  const grants = await models.listByAccount(
    sandbox,
    { profile: '', model: 'Grant' },
    sub,
    Date.now(),
  );
  return grants
    .filter((grant) => grant['clientId'] === clientId)
    .map((grant) => grant['jti'])
    .filter((id) => typeof id === 'string');
}
