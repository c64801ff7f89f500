import type { SecurityEvents } from '../oidc/index.js';
import type { Partners } from '../partners/index.js';
import { sha256 } from '../platform/secrets.js';
import { securityEventType, type Signals } from '../signals/index.js';
import type { Task } from '../storage/index.js';
import type { Stores } from './stores.js';

export interface SecurityEventsPush {
  readonly stores: Pick<Stores, 'accounts' | 'consents' | 'events'>;
  readonly partners: Pick<Partners, 'getClient'>;
  readonly signals: Pick<Signals, 'push'>;
  readonly tokens: SecurityEvents;
}

/** What a task says of the event that it follows. */
export interface SecurityEventTask {
  readonly account: string;
  readonly event: string;
  readonly at: number;
}

/**
 * Tells of something that happened to a person: every client with a push URL to which she agreed gets a token. A task that runs
 * twice sends the same token ids again, by which a receiver knows them (RFC 8417 section 2.2).
 */
export const pushSecurityEvents =
  ({ stores, partners, signals, tokens }: SecurityEventsPush) =>
  async ({ sandbox, id, payload }: Pick<Task, 'sandbox' | 'id' | 'payload'>): Promise<void> => {
    const { account, event, at } = payload as SecurityEventTask;
    const type = securityEventType(event);
    const person = await stores.accounts.get(sandbox, account);
    if (!person || type === undefined) return;
    for (const { clientId } of await stores.consents.list(sandbox, person.uuid)) {
      const url = (await partners.getClient(sandbox, clientId))?.profileOptions.push_url;
      if (url === undefined) continue;
      const jti = sha256(`${id} ${clientId}`);
      const what = { id: jti, type, clientId, sub: person.uuid, audience: url, at };
      const token = await tokens.sign(sandbox, what);
      if (token === undefined) continue;
      const data = { type, ...(await signals.push(url, token)) };
      const told = { type: 'security_event.pushed', account, client: clientId, data };
      await stores.events.record(sandbox, [told]);
    }
  };
