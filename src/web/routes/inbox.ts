import Router from '@koa/router';
import type { Context } from 'koa';
import { MESSAGE_SENT, type Message, type Messages } from '../../messages/index.js';
import { follow, type Changes } from '../../platform/changes.js';
import { SECOND } from '../../platform/clock.js';
import { confineMessage } from '../middleware/securityHeaders.js';
import type { InboxListModel } from '../pages/siteViews.js';
import type { ShowPage } from '../render.js';
import { placeOf } from '../requestState.js';

export interface InboxDeps {
  readonly messages: Messages;
  readonly changes: Changes;
  readonly show: ShowPage;
}

const SHOWN = 100;
/** How long a page that is to show something newer is waited for; shorter than proxies' patience. */
const LONGEST_WAIT = 25 * SECOND;

/** The built-in mailbox: every message of the sandbox, newest first. */
export function inboxRouter(deps: InboxDeps): Router {
  const { messages, show } = deps;
  const router = new Router();

  router.get('/inbox', async (ctx) => {
    const to = textOf(ctx, 'to').trim();
    show(ctx, 'inbox/list', listModel(ctx, to, await newest(deps, ctx, to)));
  });

  router.get('/inbox/:id', async (ctx) => {
    const { prefix } = placeOf(ctx);
    const { id, html, createdAt, ...message } = await found(messages, ctx);
    show(ctx, 'inbox/message', {
      ...message,
      list: `${prefix}/inbox`,
      html: html === undefined ? undefined : `${prefix}/inbox/${id}/html`,
      at: createdAt,
    });
  });

  router.get('/inbox/:id/html', async (ctx) => {
    const { html } = await found(messages, ctx);
    if (html === undefined) return ctx.throw(404, 'unknown_message');
    confineMessage(ctx);
    ctx.set('Cache-Control', 'no-store');
    ctx.type = 'text/html; charset=utf-8';
    ctx.body = html;
  });
  return router;
}

const textOf = (ctx: Context, name: string): string => String(ctx.query[name] ?? '').slice(0, 254);

async function found(messages: Messages, ctx: Context): Promise<Message> {
  const params = ctx.params as Readonly<Record<string, string>>;
  const message = await messages.get(placeOf(ctx).id, params['id'] ?? '');
  return message ?? ctx.throw(404, 'unknown_message');
}

/** With `seen`, the id of the newest message on a page (or nothing), waits for a newer one. */
function newest(
  { messages, changes }: InboxDeps,
  ctx: Context,
  to: string,
): Promise<readonly Message[]> {
  const seen = ctx.query['seen'] === undefined ? undefined : textOf(ctx, 'seen');
  const gone = new AbortController();
  ctx.res.once('close', () => gone.abort());
  const { id: sandbox } = placeOf(ctx);
  const filter = { to: to === '' ? undefined : to, limit: SHOWN, newest: true };
  return follow(changes, sandbox, {
    look: () => messages.list(sandbox, filter),
    isEnough: (list) => (list[0]?.id ?? '') !== seen,
    ms: seen === undefined ? 0 : LONGEST_WAIT,
    concerns: (type) => type === MESSAGE_SENT,
    signal: gone.signal,
  });
}

function listModel(ctx: Context, to: string, list: readonly Message[]): InboxListModel {
  const { prefix } = placeOf(ctx);
  const live = new URLSearchParams({ ...(to !== '' && { to }), seen: list[0]?.id ?? '' });
  return {
    action: `${prefix}/inbox`,
    live: `${prefix}/inbox?${live.toString()}`,
    to,
    messages: list.map(({ id, kind, to: recipient, subject, createdAt, codes }) => ({
      ...{ id, kind, subject, codes },
      href: `${prefix}/inbox/${id}`,
      to: recipient,
      at: createdAt,
    })),
  };
}
