import type { Attempt, Delivery, Signals } from '../../signals/index.js';
import type { SandboxId } from '../../platform/ids.js';
import { pageOf } from '../http/page.js';
import { invalid, notFound, problem } from '../http/problem.js';
import { answer } from '../http/reply.js';
import { route, type Route } from '../http/route.js';
import * as schemas from '../schemas/webhooks.js';

type Deliveries = Signals['deliveries'];

const DELIVERY = { description: 'The delivery and its attempts.', schema: schemas.delivery };
const iso = (instant: number): string => new Date(instant).toISOString();

const summaryView = ({ id, webhook, event, eventType, state, ...rest }: Delivery) => ({
  ...{ id, webhook, event, event_type: eventType, state, attempt_count: rest.attempts },
  ...(rest.lastStatus !== undefined && { last_status: rest.lastStatus }),
  created_at: iso(rest.createdAt),
  ...(rest.nextAt !== undefined && { next_attempt_at: iso(rest.nextAt) }),
});

const attemptView = ({ number, at, durationMs, url, headers, answer, error }: Attempt) => ({
  ...{ number, at: iso(at), duration_ms: durationMs, request: { url, headers } },
  ...(answer && { answer }),
  ...(error !== undefined && { error }),
});

const wholeView = async (deliveries: Deliveries, sandbox: SandboxId, delivery: Delivery) => ({
  ...summaryView(delivery),
  body: delivery.body,
  attempts: (await deliveries.attempts(sandbox, delivery.id)).map(attemptView),
});

export const deliveryRoutes = ({
  signals: { deliveries },
}: {
  readonly signals: Signals;
}): readonly Route[] => [
  route({
    method: 'GET',
    path: '/deliveries',
    summary: 'What endpoints were told, newest first',
    query: schemas.deliveryQuery,
    replies: { 200: { description: 'A page.', schema: schemas.deliveryList } },
    handle: async ({ sandbox, query }) => {
      const { limit, after } = query;
      if (after !== undefined && !(await deliveries.get(sandbox, after)))
        return invalid('/after', 'names no delivery');
      const found = await deliveries.list(sandbox, { ...query, limit: limit + 1 });
      return answer(
        200,
        pageOf(found, limit, ({ id }) => id, summaryView),
      );
    },
  }),
  route({
    method: 'GET',
    path: '/deliveries/:id',
    summary: 'A delivery: what was sent, what was answered, each time',
    replies: { 200: DELIVERY },
    handle: async ({ sandbox, param }) => {
      const found = await deliveries.get(sandbox, param('id'));
      return found
        ? answer(200, await wholeView(deliveries, sandbox, found))
        : notFound('delivery');
    },
  }),
  route({
    method: 'POST',
    path: '/deliveries/:id/redeliver',
    summary: 'Send it again now, under the same message id',
    replies: { 202: { ...DELIVERY, description: 'It is on its way.' } },
    handle: async ({ sandbox, param }) => {
      const again = await deliveries.redeliver(sandbox, param('id'));
      if (again.ok) return answer(202, await wholeView(deliveries, sandbox, again.value));
      return again.reason === 'disabled'
        ? problem('conflict', 'The endpoint is disabled: enable it first.')
        : notFound('delivery');
    },
  }),
];
