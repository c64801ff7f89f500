import type Router from '@koa/router';
import { readForm } from '../../forms/form.js';
import type { AccountPagesDeps } from './deps.js';
import { forViewer } from './viewer.js';

/** Ten new recovery codes, which end the earlier ones as soon as they are shown. */
export function recoveryCodeRoutes(router: Router, deps: AccountPagesDeps): void {
  const page = 'recovery-codes';
  router.get(
    `/account/${page}`,
    forViewer(
      deps,
      ({ show, path }) => show('account/recoveryCodes', { action: path(page), back: path() }),
      page,
    ),
  );
  router.post(
    `/account/${page}`,
    readForm,
    forViewer(
      deps,
      async ({ ctx, sandbox, subscriber, show, path }) => {
        const codes = await deps.authenticators.recoveryCodes.replace(sandbox, subscriber.id);
        show('account/recoveryCodes', { action: path(page), back: path(), codes });
        ctx.status = 200;
      },
      page,
    ),
  );
}
