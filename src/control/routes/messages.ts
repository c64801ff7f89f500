import type { z } from 'zod';
import { MESSAGE_SENT, type Message, type Messages } from '../../messages/index.js';
import { follow, type Changes } from '../../platform/changes.js';
import { SECOND } from '../../platform/clock.js';
import type { SandboxId } from '../../platform/ids.js';
import { goneSignal } from '../http/gone.js';
import { pageOf } from '../http/page.js';
import { invalid } from '../http/problem.js';
import { answer } from '../http/reply.js';
import { route, type Call, type Route } from '../http/route.js';
import * as schemas from '../schemas/messages.js';

export interface MessageRoutesDeps {
  readonly messages: Messages;
  readonly changes: Changes;
}

const messageView = ({ createdAt, links, codes, ...rest }: Message) => ({
  ...rest,
  links: [...links],
  codes: [...codes],
  created_at: new Date(createdAt).toISOString(),
});

export const messageRoutes = (deps: MessageRoutesDeps): readonly Route[] => [
  route({
    method: 'GET',
    path: '/messages',
    summary: 'What was sent, oldest first; waits for the first one when asked to',
    query: schemas.messageQuery,
    replies: { 200: { description: 'A page of messages.', schema: schemas.messageList } },
    handle: async (call) => {
      const { sandbox, query } = call;
      const after = await afterOf(deps.messages, sandbox, query.after);
      if (after === 'unknown') return invalid('/after', 'is neither a message nor an instant');
      const found = await poll(deps, call, after);
      return answer(
        200,
        pageOf(found, query.limit, ({ id }) => id, messageView),
      );
    },
  }),
  route({
    method: 'DELETE',
    path: '/messages',
    summary: 'Empty the inbox',
    replies: { 204: { description: 'Emptied.' } },
    handle: async ({ sandbox }) => {
      await deps.messages.removeAll(sandbox);
      return answer(204);
    },
  }),
];

/** An instant in ISO 8601, or the id of a message that is there. */
async function afterOf(
  messages: Messages,
  sandbox: SandboxId,
  text: string | undefined,
): Promise<string | number | undefined> {
  if (text === undefined) return undefined;
  if (/^\d{4}-\d\d-\d\dT/.test(text)) {
    const instant = Date.parse(text);
    return Number.isNaN(instant) ? 'unknown' : instant;
  }
  return (await messages.get(sandbox, text)) ? text : 'unknown';
}

/** Long poll: looks again whenever a message was sent. */
const poll = (
  { messages, changes }: MessageRoutesDeps,
  { sandbox, query, ctx }: Call<z.output<typeof schemas.messageQuery>>,
  after: string | number | undefined,
): Promise<readonly Message[]> =>
  follow(changes, sandbox, {
    look: () => messages.list(sandbox, { ...query, after, limit: query.limit + 1 }),
    isEnough: (found) => found.length > 0,
    ms: query.wait * SECOND,
    concerns: (type) => type === MESSAGE_SENT,
    signal: goneSignal(ctx),
  });
