import type { Clock } from '../platform/clock.js';
import type { DomainEvent } from '../platform/events.js';
import type { SandboxId } from '../platform/ids.js';
import type { Result } from '../platform/result.js';
import { ok, refused } from '../platform/result.js';
import { randomToken } from '../platform/secrets.js';
import type { Client, ClientMetadata } from './client.js';
import { usesSecret, validSecrets } from './client.js';
import type { ClientStore, PartnerStore } from './ports.js';
import type { ClientFault } from './registerClient.js';
import { checkClient } from './registerClient.js';
import type { ProfileOptions } from './profileOptions.js';

export type ClientChangeRefusal = ClientFault | 'unknown_client' | 'changed_meanwhile';

/** Members that are present change; members of metadata and profile options given as undefined are removed. */
export interface ClientChange {
  readonly partner?: string | undefined;
  readonly metadata?: ClientMetadata;
  readonly clientSecret?: string;
  readonly certs?: readonly string[];
  readonly profileOptions?: ProfileOptions;
}

const TRIES = 3;

/** The verbs that change clients; each loads, applies its rule and saves, and starts over when somebody else wrote. */
export function createClientChanges(store: ClientStore & PartnerStore, clock: Clock) {
  async function apply(
    sandbox: SandboxId,
    clientId: string,
    rule: (client: Client) => Client,
    event: DomainEvent,
  ): Promise<Result<Client, ClientChangeRefusal>> {
    for (let i = 0; i < TRIES; i++) {
      const before = await store.getClient(sandbox, clientId);
      if (!before) return refused('unknown_client');
      const after = checkClient(rule(before));
      if (!after.ok) return after;
      const { partner } = after.value;
      if (partner !== undefined && !(await store.getPartner(sandbox, partner)))
        return refused('unknown_partner', { member: 'partner' });
      if (await store.saveClient(sandbox, after.value, [event]))
        return ok({ ...after.value, version: before.version + 1 });
    }
    return refused('changed_meanwhile');
  }

  return {
    change: (sandbox: SandboxId, clientId: string, change: ClientChange) =>
      apply(sandbox, clientId, (client) => changed(client, change), {
        type: 'client.changed',
        client: clientId,
        data: { names: Object.keys(change) },
      }),

    /** A new secret; the one it replaces stays valid for `graceMs` more. */
    rotateSecret: (sandbox: SandboxId, clientId: string, graceMs: number) =>
      apply(sandbox, clientId, (client) => rotated(client, graceMs, clock.now()), {
        type: 'client.secret_rotated',
        client: clientId,
        data: { grace_ms: graceMs },
      }),
  };
}

function changed(client: Client, change: ClientChange): Client {
  const { metadata, clientSecret, profileOptions, ...rest } = change;
  const merged = { ...client.metadata, ...metadata };
  const needsOne = usesSecret(merged) && !usesSecret(client.metadata);
  const secret = clientSecret ?? (needsOne ? randomToken() : undefined);
  const secrets = secret === undefined ? client.secrets : [{ value: secret }];
  const options = Object.entries({ ...client.profileOptions, ...profileOptions });
  const kept = options.filter(([, value]) => value !== undefined);
  return {
    ...{ ...client, ...rest, metadata: merged, secrets },
    profileOptions: Object.fromEntries(kept),
  };
}

/** At most two secrets are valid at a time. */
function rotated(client: Client, graceMs: number, now: number): Client {
  const [latest] = validSecrets(client, now);
  const old =
    latest !== undefined && graceMs > 0 ? [{ value: latest, expiresAt: now + graceMs }] : [];
  return { ...client, secrets: [{ value: randomToken() }, ...old] };
}
