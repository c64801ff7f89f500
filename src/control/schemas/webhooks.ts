import { z } from 'zod';
import { DELIVERY_STATES } from '../../signals/index.js';
import { givenId, instant, listOf, page, reference, shortText } from './common.js';
import { eventPattern } from './events.js';

const url = z.string().min(1).max(2048);
const secret = z.string().max(100).describe('`whsec_` and 24 to 64 bytes in base64.');
const members = {
  events: z
    .array(eventPattern)
    .min(1)
    .max(100)
    .describe('What it hears of; `account.*` and `verification.*` unless said.'),
  enabled: z.boolean(),
  personal_data: z
    .boolean()
    .describe('Whether messages say who the person is (`data.claims`), not only an id.'),
};

export const webhookRequest = z
  .strictObject({
    id: givenId.optional(),
    url,
    secret: secret.optional(),
    description: shortText.optional(),
    events: members.events.optional(),
    enabled: members.enabled.optional(),
    personal_data: members.personal_data.optional(),
  })
  .meta({ id: 'WebhookRequest' });
export type WebhookRequest = z.input<typeof webhookRequest>;

export const webhookChange = z
  .strictObject({
    url: url.optional(),
    secret: secret.optional(),
    description: shortText.nullable().optional(),
    events: members.events.optional(),
    enabled: members.enabled.optional(),
    personal_data: members.personal_data.optional(),
  })
  .meta({ id: 'WebhookChange' });
export type WebhookChange = z.input<typeof webhookChange>;

export const webhook = z
  .object({
    id: z.string(),
    url,
    secret,
    description: z.string().optional(),
    ...members,
    created_at: instant,
  })
  .meta({ id: 'Webhook', description: 'An endpoint; messages follow Standard Webhooks.' });
export type Webhook = z.infer<typeof webhook>;
export const webhookList = listOf(webhook).meta({ id: 'WebhookList' });

export const deliveryQuery = z.strictObject({
  ...page,
  webhook: reference.optional().describe('Id of the endpoint.'),
  event: reference.optional().describe('Id of the event.'),
  state: z.enum(DELIVERY_STATES).optional(),
});
export type DeliveryQuery = z.input<typeof deliveryQuery>;

const summary = {
  id: z.string(),
  webhook: z.string(),
  event: z.string().describe('Id of the event, which is the id of the message too.'),
  event_type: z.string(),
  state: z.enum(DELIVERY_STATES),
  attempt_count: z.number().int(),
  last_status: z.number().int().optional(),
  created_at: instant,
  next_attempt_at: instant.optional(),
};

export const deliverySummary = z.object(summary).meta({ id: 'DeliverySummary' });
export type DeliverySummary = z.infer<typeof deliverySummary>;
export const deliveryList = listOf(deliverySummary).meta({ id: 'DeliveryList' });

const headers = z.record(z.string(), z.string());

export const delivery = z
  .object({
    ...summary,
    body: z.string().describe('What is sent.'),
    attempts: z.array(
      z.object({
        number: z.number().int(),
        at: instant,
        duration_ms: z.number().int(),
        request: z.object({ url, headers }),
        answer: z
          .object({
            status: z.number().int(),
            headers,
            body: z.string(),
            truncated: z.boolean().describe('Whether more came than was kept.'),
          })
          .optional(),
        error: z.string().optional().describe('Why there was no answer.'),
      }),
    ),
  })
  .meta({ id: 'Delivery' });
export type Delivery = z.infer<typeof delivery>;
