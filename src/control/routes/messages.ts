import type { z } from 'zod';
import type { Message, Messages } from '../../messages/index.js';
import type { Clock } from '../../platform/clock.js';
import { SECOND } from '../../platform/clock.js';
import type { SandboxId } from '../../platform/ids.js';
import { pageOf } from '../http/page.js';
import { invalid } from '../http/problem.js';
import { answer } from '../http/reply.js';
import { route, type Call, type Route } from '../http/route.js';
import * as schemas from '../schemas/messages.js';

/** Resolves when something was committed in this process, or after `ms`. */
export type WaitForCommit = (ms: number) => Promise<void>;

export interface MessageRoutesDeps {
  readonly messages: Messages;
  readonly waitForCommit: WaitForCommit;
  readonly clock: Clock;
}

/** What other processes wrote is noticed within this many ms. */
const GLANCE = 250;

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
      if (after === 'unknown') return invalid('after', 'is neither a message nor an instant');
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

/** Long poll: looks again at every commit of this process, and every now and then for the others'. */
async function poll(
  { messages, waitForCommit, clock }: MessageRoutesDeps,
  { sandbox, query, ctx }: Call<z.output<typeof schemas.messageQuery>>,
  after: string | number | undefined,
): Promise<readonly Message[]> {
  const { to, kind, limit, wait } = query;
  const until = clock.now() + wait * SECOND;
  for (;;) {
    const found = await messages.list(sandbox, { to, kind, after, limit: limit + 1 });
    const left = until - clock.now();
    if (found.length > 0 || left <= 0 || ctx.req.destroyed) return found;
    await waitForCommit(Math.min(GLANCE, left));
  }
}
