import Router from '@koa/router';
import type { Messages } from '../../messages/index.js';
import type { ShowPage } from '../render.js';
import { placeOf } from '../requestState.js';

const SHOWN = 100;

/** The built-in mailbox: every mail and text of the sandbox, newest first. */
export function inboxRouter({
  messages,
  show,
}: {
  readonly messages: Messages;
  readonly show: ShowPage;
}): Router {
  const router = new Router();

  router.get('/inbox', async (ctx) => {
    const { id: sandbox, prefix } = placeOf(ctx);
    const to = String(ctx.query['to'] ?? '')
      .slice(0, 254)
      .trim();
    const found = await messages.list(sandbox, {
      to: to === '' ? undefined : to,
      limit: SHOWN,
      newest: true as const,
    });
    show(ctx, 'inbox/list', {
      action: `${prefix}/inbox`,
      to,
      messages: found.map(({ id, kind, to: recipient, subject, createdAt, codes }) => ({
        id,
        href: `${prefix}/inbox/${id}`,
        kind,
        to: recipient,
        subject,
        at: createdAt,
        codes,
      })),
    });
  });

  router.get('/inbox/:id', async (ctx) => {
    const { id: sandbox, prefix } = placeOf(ctx);
    const message = await messages.get(sandbox, String(ctx.params['id']));
    if (!message) return ctx.throw(404, 'unknown_message');
    const { kind, to, subject, createdAt, text, links, codes } = message;
    return show(ctx, 'inbox/message', {
      list: `${prefix}/inbox`,
      kind,
      to,
      subject,
      at: createdAt,
      text,
      links,
      codes,
    });
  });
  return router;
}
