import type Router from '@koa/router';
import { readForm } from '../../forms/form.js';
import type { AccountPagesDeps } from './deps.js';
import { forViewer } from './viewer.js';

/** Signing other browsers out, one or all of them. */
export function sessionRoutes(router: Router, deps: AccountPagesDeps): void {
  router.post(
    '/account/sessions/end-others',
    readForm,
    forViewer(deps, async ({ sandbox, subscriber, session, leave }) => {
      await deps.sessions.endOthers(sandbox, subscriber.uuid, session.uid);
      leave();
    }),
  );
  router.post(
    '/account/sessions/:session/end',
    readForm,
    forViewer(deps, async ({ ctx, sandbox, subscriber, leave }) => {
      const uid = String((ctx as { params?: { session?: string } }).params?.session);
      await deps.sessions.end(sandbox, subscriber.uuid, uid);
      leave();
    }),
  );
}
