import type { Clock } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import type { Result } from '../platform/result.js';
import { ok } from '../platform/result.js';
import type { AuthMethod, Client, ClientMetadata } from './client.js';
import { awaitsSecret } from './client.js';
import type { ClientStore } from './ports.js';
import { checkClient, type ClientFault } from './registerClient.js';
import type { ProfileOptions } from './profileOptions.js';

/** What an authorization request tells of a client that nobody has registered, and what a tester adds to it. */
export interface Stranger {
  readonly clientId: string;
  readonly redirectUri: string;
  /** PEM certificates that it will sign with (`private_key_jwt`); else its first token call says how it authenticates. */
  readonly certs?: readonly string[] | undefined;
  readonly profileOptions?: ProfileOptions | undefined;
}

/** How a client was seen to authenticate. `secret` belongs to the methods that have one. */
export interface Credentials {
  readonly method: AuthMethod;
  readonly secret?: string | undefined;
}

/** Registers clients by what they ask, for those who would rather not write it down first. */
export function createAdoption(store: ClientStore, clock: Clock) {
  return {
    /** Answers as well when somebody registered the same id meanwhile: then what is there counts. */
    async adoptClient(
      sandbox: SandboxId,
      stranger: Stranger,
    ): Promise<Result<undefined, ClientFault>> {
      const checked = checkClient(strangerAsClient(stranger, clock.now()));
      if (!checked.ok) return checked;
      const event = { type: 'client.adopted', client: stranger.clientId };
      await store.insertClient(sandbox, checked.value, [event]);
      return ok(undefined);
    },

    /** Keeps how an adopted client authenticated first, however short its secret; from then on nothing else is accepted. */
    async pinClient(sandbox: SandboxId, clientId: string, seen: Credentials): Promise<void> {
      const client = await store.getClient(sandbox, clientId);
      if (!client || !awaitsSecret(client)) return;
      await store.saveClient(sandbox, pin(client, seen), [
        { type: 'client.pinned', client: clientId, data: { method: seen.method } },
      ]);
    },
  };
}

function strangerAsClient(stranger: Stranger, now: number): Client {
  const { clientId, redirectUri, certs = [], profileOptions = {} } = stranger;
  const metadata: ClientMetadata = {
    client_name: nameOf(redirectUri) ?? clientId,
    redirect_uris: [redirectUri],
    token_endpoint_auth_method: certs.length > 0 ? 'private_key_jwt' : 'client_secret_basic',
  };
  return {
    ...{ clientId, partner: undefined, metadata, secrets: [], certs, profileOptions },
    ...{ createdAt: now, version: 1 },
  };
}

/** Where it sends people back to is the best name that it has. */
const nameOf = (redirectUri: string): string | undefined =>
  URL.canParse(redirectUri) ? new URL(redirectUri).host || undefined : undefined;

const pin = (client: Client, { method, secret }: Credentials): Client => ({
  ...client,
  metadata: { ...client.metadata, token_endpoint_auth_method: method },
  secrets: secret === undefined ? [] : [{ value: secret }],
});
