import type Router from '@koa/router';
import { readForm } from '../../forms/form.js';
import { placeOf } from '../../requestState.js';
import type { AccountPagesDeps } from './deps.js';
import { forViewer, type Visit } from './viewer.js';

const PAGE = 'close';

/** Closing the account for good, on a page that says what is lost. */
export function closeRoutes(router: Router, deps: AccountPagesDeps): void {
  router.get(
    `/account/${PAGE}`,
    forViewer(deps, (visit) => show(visit), PAGE),
  );
  router.post(
    `/account/${PAGE}`,
    readForm,
    forViewer(deps, (visit) => close(deps, visit), PAGE),
  );
}

const show = (visit: Visit, refused = false): void =>
  visit.show('account/close', {
    ...{ action: visit.path(PAGE), back: visit.path(), values: {} },
    errors: refused ? { sure: 'sure_required' } : {},
  });

async function close(deps: AccountPagesDeps, visit: Visit): Promise<void> {
  const { ctx, sandbox, subscriber, form } = visit;
  if (form.get('sure') !== 'yes') return show(visit, true);
  const closed = await deps.accounts.close(sandbox, subscriber.id);
  if (!closed.ok) return ctx.throw(409, closed.reason);
  await deps.sessions.endOthers(sandbox, subscriber.uuid, undefined);
  const { prefix } = placeOf(ctx);
  return deps.show(ctx, 'account/closed', { home: prefix || '/' });
}
