import type { Partners } from '../partners/index.js';
import type { SandboxId } from '../platform/ids.js';
import { isMagicCode, MAGIC_MODES, type MagicMode } from '../scenarios/index.js';

const isMode = (value: unknown): value is MagicMode =>
  (MAGIC_MODES as readonly unknown[]).includes(value);

/** Whose magic values count for a client: as its `profile_options.magic_values` says, else as configured. */
export const magicModes =
  (partners: Pick<Partners, 'getClient'>, configured: MagicMode) =>
  async (sandbox: SandboxId, clientId: string | undefined): Promise<MagicMode> => {
    const client = clientId === undefined ? undefined : await partners.getClient(sandbox, clientId);
    const own = client?.profileOptions['magic_values'];
    return isMode(own) ? own : configured;
  };

/** Whether a typed code counts for a phone besides the one that was sent there. */
export const magicCodes =
  (magicOf: ReturnType<typeof magicModes>) =>
  async (
    sandbox: SandboxId,
    client: string | undefined,
    phone: string,
    typed: string,
  ): Promise<boolean> =>
    isMagicCode(await magicOf(sandbox, client), phone, typed);
