import { z } from 'zod';
import { MESSAGE_KINDS } from '../../messages/index.js';
import { instant, listOf, page, reference } from './common.js';

export const messageQuery = z.strictObject({
  ...page,
  to: reference.optional().describe('An address or number, exactly.'),
  kind: z.enum(MESSAGE_KINDS).optional(),
  after: reference.optional().describe('The id of a message, or an instant: only what came later.'),
  wait: z.coerce
    .number<number>()
    .min(0)
    .max(60)
    .default(0)
    .describe('Seconds to wait for the first one.'),
});
export type MessageQuery = z.input<typeof messageQuery>;

export const message = z
  .object({
    id: z.string(),
    kind: z.enum(MESSAGE_KINDS),
    to: z.string(),
    from: z.string().optional().describe('Who wrote it; absent when Standin did.'),
    subject: z.string(),
    text: z.string(),
    html: z.string().optional(),
    links: z.array(z.string()),
    codes: z.array(z.string()),
    created_at: instant,
  })
  .meta({ id: 'Message' });
export type Message = z.infer<typeof message>;

export const messageList = listOf(message).meta({ id: 'MessageList' });
