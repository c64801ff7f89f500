import type { Clock } from '../platform/clock.js';
import { newId, type SandboxId } from '../platform/ids.js';
import type { Result } from '../platform/result.js';
import { ok, refused } from '../platform/result.js';
import type { Page, WebhookStore } from './ports.js';
import { newSecret } from './signature.js';
import {
  checkWebhook,
  MOST_WEBHOOKS,
  USUAL_EVENTS,
  type Webhook,
  type WebhookFault,
} from './webhook.js';

/** An endpoint to register; what is left out is invented, or as usual. */
export type WebhookDraft = Pick<Webhook, 'url'> & Partial<Omit<Webhook, 'createdAt'>>;

/** Members that are present change; a description that is null goes. */
export type WebhookChange = Partial<Omit<Webhook, 'id' | 'createdAt' | 'description'>> & {
  readonly description?: string | null;
};

/** The verbs on endpoints. */
export const createWebhooks = (store: WebhookStore, clock: Clock) => ({
  /** The same id with the same content again is no fault (`created: false`); with other content it is `taken`. */
  async register(
    sandbox: SandboxId,
    draft: WebhookDraft,
  ): Promise<Result<{ webhook: Webhook; created: boolean }, WebhookFault | 'taken' | 'too_many'>> {
    const checked = checkWebhook(newWebhook(draft, clock.now()));
    if (!checked.ok) return checked;
    const webhook = checked.value;
    const inserted = await store.insert(sandbox, webhook, MOST_WEBHOOKS, [
      { type: 'webhook.registered', data: { webhook: webhook.id } },
    ]);
    if (inserted === 'inserted') return ok({ webhook, created: true });
    if (inserted === 'too_many') return refused('too_many', { most: MOST_WEBHOOKS });
    const there = await store.get(sandbox, webhook.id);
    return there && saysTheSame(there, webhook, draft.secret !== undefined)
      ? ok({ webhook: there, created: false })
      : refused('taken');
  },

  async change(
    sandbox: SandboxId,
    id: string,
    { description, ...change }: WebhookChange,
  ): Promise<Result<Webhook, WebhookFault | 'unknown_webhook'>> {
    const before = await store.get(sandbox, id);
    if (!before) return refused('unknown_webhook');
    const described = description === undefined ? before.description : (description ?? undefined);
    const after = checkWebhook({ ...before, ...change, description: described });
    if (!after.ok) return after;
    const names = Object.keys({ ...change, ...(description !== undefined && { description }) });
    const event = { type: 'webhook.changed', data: { webhook: id, names } };
    return (await store.save(sandbox, after.value, [event])) ? after : refused('unknown_webhook');
  },

  /** With its deliveries; answers whether it was there. */
  remove: (sandbox: SandboxId, id: string): Promise<boolean> =>
    store.remove(sandbox, id, [{ type: 'webhook.deleted', data: { webhook: id } }]),

  get: (sandbox: SandboxId, id: string) => store.get(sandbox, id),
  list: (sandbox: SandboxId, page: Page) => store.list(sandbox, page),
});

const newWebhook = (draft: WebhookDraft, now: number): Webhook => ({
  id: draft.id ?? newId('whk', now),
  url: draft.url,
  description: draft.description,
  events: draft.events ?? USUAL_EVENTS,
  enabled: draft.enabled ?? true,
  personalData: draft.personalData ?? false,
  secret: draft.secret ?? newSecret(),
  createdAt: now,
});

/** A secret that was invented the first time is invented differently the second. */
const saysTheSame = (there: Webhook, wanted: Webhook, withSecret: boolean): boolean => {
  const said = ({ url, description, events, enabled, personalData, secret }: Webhook) =>
    JSON.stringify([url, description, events, enabled, personalData, withSecret && secret]);
  return said(there) === said(wanted);
};
