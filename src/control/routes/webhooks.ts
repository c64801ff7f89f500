import type { z } from 'zod';
import type { Signals, Webhook, WebhookFault } from '../../signals/index.js';
import { pageOf } from '../http/page.js';
import { invalid, notFound, problem, taken } from '../http/problem.js';
import { answer, type Reply } from '../http/reply.js';
import { route, type Call, type Route } from '../http/route.js';
import { pageQuery } from '../schemas/common.js';
import * as schemas from '../schemas/webhooks.js';
import { definedOf } from './partners.js';

type Webhooks = Signals['webhooks'];

const WEBHOOK = { description: 'The endpoint.', schema: schemas.webhook };

const webhookView = ({ id, url, secret, description, ...rest }: Webhook): schemas.Webhook => ({
  ...{ id, url, secret },
  ...(description !== undefined && { description }),
  ...{ events: [...rest.events], enabled: rest.enabled, personal_data: rest.personalData },
  created_at: new Date(rest.createdAt).toISOString(),
});

/** `personal_data` under the name that the rooms know. */
const fromWire = <T extends { readonly personal_data?: boolean | undefined }>({
  personal_data,
  ...rest
}: T) => definedOf({ ...rest, personalData: personal_data });

export function webhookRoutes({ signals }: { readonly signals: Signals }): readonly Route[] {
  return [...collection(signals.webhooks), ...item(signals.webhooks)];
}

function collection(webhooks: Webhooks): readonly Route[] {
  return [
    route({
      method: 'POST',
      path: '/webhooks',
      summary: 'Register an endpoint that is told what happens (Standard Webhooks)',
      body: schemas.webhookRequest,
      example: { id: 'my-app', url: 'http://localhost:3000/webhooks', events: ['verification.*'] },
      replies: { 201: WEBHOOK, 200: { ...WEBHOOK, description: 'The same one, made before.' } },
      handle: (call) => register(webhooks, call),
    }),
    route({
      method: 'GET',
      path: '/webhooks',
      summary: 'List endpoints, oldest first',
      query: pageQuery,
      replies: { 200: { description: 'A page.', schema: schemas.webhookList } },
      handle: async ({ sandbox, query: { limit, after } }) => {
        if (after !== undefined && !(await webhooks.get(sandbox, after)))
          return invalid('/after', 'names no endpoint');
        const found = await webhooks.list(sandbox, { limit: limit + 1, after });
        return answer(
          200,
          pageOf(found, limit, ({ id }) => id, webhookView),
        );
      },
    }),
  ];
}

async function register(
  webhooks: Webhooks,
  { sandbox, body }: Call<unknown, z.output<typeof schemas.webhookRequest>>,
): Promise<Reply> {
  const made = await webhooks.register(sandbox, { ...fromWire(body), url: body.url });
  if (made.ok) return answer(made.value.created ? 201 : 200, webhookView(made.value.webhook));
  if (made.reason === 'taken') return taken('/id', body.id, 'another endpoint, or to another body');
  return made.reason === 'too_many'
    ? problem('conflict', `A sandbox has at most ${made.details?.['most'] ?? ''} endpoints.`)
    : fault(made.reason);
}

function item(webhooks: Webhooks): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: '/webhooks/:id',
      summary: 'An endpoint, with its secret',
      replies: { 200: WEBHOOK },
      handle: async ({ sandbox, param }) => {
        const webhook = await webhooks.get(sandbox, param('id'));
        return webhook ? answer(200, webhookView(webhook)) : notFound('endpoint');
      },
    }),
    route({
      method: 'PATCH',
      path: '/webhooks/:id',
      summary: 'Change what is named',
      body: schemas.webhookChange,
      example: { events: ['account.*', 'verification.*'] },
      replies: { 200: WEBHOOK },
      handle: async ({ sandbox, param, body }) => {
        const changed = await webhooks.change(sandbox, param('id'), fromWire(body));
        if (changed.ok) return answer(200, webhookView(changed.value));
        return changed.reason === 'unknown_webhook' ? notFound('endpoint') : fault(changed.reason);
      },
    }),
    route({
      method: 'DELETE',
      path: '/webhooks/:id',
      summary: 'Delete an endpoint and its deliveries',
      replies: { 204: { description: 'Deleted.' } },
      handle: async ({ sandbox, param }) =>
        (await webhooks.remove(sandbox, param('id'))) ? answer(204) : notFound('endpoint'),
    }),
  ];
}

const FAULTS: Readonly<Record<WebhookFault, readonly [string, string]>> = {
  url_invalid: ['/url', 'must be an http(s) URL without credentials and fragment'],
  url_refused: ['/url', 'must not be a link-local address'],
  secret_invalid: ['/secret', 'must be whsec_ and 24 to 64 bytes in base64'],
};

const fault = (reason: WebhookFault): Reply => invalid(...FAULTS[reason]);
