import type Router from '@koa/router';
import { PASSWORD_LENGTH } from '../../../authenticators/index.js';
import { readForm } from '../../forms/form.js';
import type { FieldErrors } from '../../pages/common.js';
import type { AccountPagesDeps } from './deps.js';
import { forViewer, type Visit } from './viewer.js';

const PAGE = 'password';

/** Another password, after the present one if there is one. Every other session ends. */
export function passwordRoutes(router: Router, deps: AccountPagesDeps): void {
  router.get(
    `/account/${PAGE}`,
    forViewer(deps, (visit) => show(visit, {}), PAGE),
  );
  router.post(
    `/account/${PAGE}`,
    readForm,
    forViewer(deps, (visit) => change(deps, visit), PAGE),
  );
}

const hasPassword = ({ subscriber }: Visit): boolean =>
  subscriber.authenticators.includes('password');

function show(visit: Visit, errors: FieldErrors<'current' | 'password'>): void {
  visit.show('account/password', {
    ...{ action: visit.path(PAGE), back: visit.path(), values: {}, errors },
    askCurrent: hasPassword(visit),
    minimumLength: PASSWORD_LENGTH.least,
  });
}

async function change(deps: AccountPagesDeps, visit: Visit): Promise<void> {
  const { ctx, sandbox, session, form } = visit;
  const { id, email, uuid, attributes } = visit.subscriber;
  const { password } = deps.authenticators;
  const fresh = form.get('password');
  if (fresh === '') return show(visit, { password: 'password_required' });
  if (hasPassword(visit)) {
    if (form.get('current') === '') return show(visit, { current: 'password_required' });
    const right = await password.verify(sandbox, { email, account: id }, form.get('current'));
    if (!right.ok)
      return show(visit, {
        current: right.reason === 'throttled' ? 'throttled' : 'password_wrong',
      });
  }
  const { given_name, family_name } = attributes;
  const personal = [email, given_name, family_name].filter((word) => word !== undefined);
  const bound = await password.bind(sandbox, id, fresh, personal);
  if (!bound.ok) return show(visit, { password: bound.reason });
  await deps.sessions.endOthers(sandbox, uuid, session.uid);
  ctx.status = 200;
  return visit.leave();
}
