import type { Instant } from '../platform/clock.js';
import type { DomainEvent } from '../platform/events.js';
import type { SandboxId } from '../platform/ids.js';

/** An event as it was written, and the person's identifier that relying parties know (`sub`), if it is about one. */
export interface Happening extends Omit<DomainEvent, 'private'> {
  readonly id: string;
  readonly at: Instant;
  readonly uuid?: string | undefined;
}

interface Notice {
  readonly type: string;
  readonly timestamp: string;
  readonly id: string;
  readonly sandbox: SandboxId;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The body of a message (members `type`, `timestamp`, `data` by Standard Webhooks): ids and codes, no personal data. */
export function noticeOf(sandbox: SandboxId, happening: Happening): string {
  const { id, type, at, account, uuid, client, tag, data } = happening;
  const notice: Notice = {
    ...{ type, timestamp: new Date(at).toISOString(), id, sandbox },
    data: { person: account, uuid, client_id: client, tag, ...data },
  };
  return JSON.stringify(notice);
}

/** The same body with what is known of the person, for endpoints that ask for it. */
export function withClaims(body: string, claims: object | undefined): string {
  const notice = JSON.parse(body) as Notice;
  return JSON.stringify({ ...notice, data: { ...notice.data, claims } });
}
