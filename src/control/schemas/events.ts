import { z } from 'zod';
import { EVENT_PATTERNS } from '../../signals/index.js';
import { instant, listOf, page, reference, tag } from './common.js';

export const eventPattern = z
  .enum(EVENT_PATTERNS)
  .describe('A type, a whole area such as `verification.*`, or `*`.');

export const eventQuery = z.strictObject({
  ...page,
  after: reference.optional().describe('The id of an event, or `now`: only what comes later.'),
  type: eventPattern.optional(),
  person: reference.optional(),
  client_id: reference.optional(),
  tag: tag.optional(),
  wait: z.coerce
    .number<number>()
    .min(0)
    .max(60)
    .default(0)
    .describe('Seconds to wait for the first one.'),
});
export type EventQuery = z.input<typeof eventQuery>;

export const event = z
  .object({
    id: z.string(),
    type: z.string(),
    created_at: instant,
    person: z.string().optional(),
    client_id: z.string().optional(),
    tag: z.string().optional(),
    actor: z.string().optional().describe('Who did it by the control API.'),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Event', description: 'Something that happened; no personal data.' });
export type Event = z.infer<typeof event>;

export const eventList = listOf(event).meta({ id: 'EventList' });
