import type Router from '@koa/router';
import type { AuthenticatorKind } from '../../../assurance/index.js';
import { readForm } from '../../forms/form.js';
import { createEnrolments, kindIn, type EnrolmentPlace } from '../enrolment/index.js';
import { seeOther } from '../../seeOther.js';
import type { AccountPagesDeps } from './deps.js';
import { forViewer, type Visit } from './viewer.js';

const NEW = 'authenticators/new';

/** Adding and removing second factors. The last one stays: an account that had two factors does not fall back to one. */
export function authenticatorRoutes(router: Router, deps: AccountPagesDeps): void {
  const enrolments = createEnrolments(deps.authenticators);
  const placeIn = (visit: Visit): EnrolmentPlace => enrolmentPlace(deps, visit);

  router.get(
    `/account/${NEW}`,
    forViewer(deps, (visit) => enrolments.show(placeIn(visit), kindIn(visit.ctx.query)), NEW),
  );
  for (const [name, handle] of Object.entries(enrolments.posts)) {
    const path = name === '' ? `/account/${NEW}` : `/account/${NEW}/${name}`;
    router.post(
      path,
      readForm,
      forViewer(deps, (visit) => handle(placeIn(visit)), NEW),
    );
  }
  router.post(
    '/account/authenticators/:authenticator/remove',
    readForm,
    forViewer(deps, (visit) => remove(deps, visit), NEW),
  );
}

function enrolmentPlace(deps: AccountPagesDeps, visit: Visit): EnrolmentPlace {
  const { ctx, sandbox, subscriber, form, path } = visit;
  return {
    ...{ ctx, owner: subscriber, form, signingUp: false, show: visit.show },
    page: (kind) => `${path(NEW)}?kind=${kind}`,
    action: (name) => path(name === '' ? NEW : `${NEW}/${name}`),
    async done() {
      const bound = await deps.authenticators.list(sandbox, subscriber.id);
      const codes = bound.some(({ kind }) => kind === 'recovery_codes');
      seeOther(ctx, codes ? path() : path('recovery-codes'));
    },
  };
}

/** Recovery codes stand in for a second factor and are none by themselves. */
const SECOND: readonly AuthenticatorKind[] = ['totp', 'phone', 'passkey'];

/** Whether an account would be left without a second factor. */
export const isLast = (
  bound: readonly { readonly id: string; readonly kind: AuthenticatorKind }[],
  id: string,
): boolean => {
  const second = bound.filter(({ kind }) => SECOND.includes(kind));
  return second.length === 1 && second[0]?.id === id;
};

async function remove({ authenticators }: AccountPagesDeps, visit: Visit): Promise<void> {
  const { ctx, sandbox, subscriber } = visit;
  const id = String((ctx as { params?: { authenticator?: string } }).params?.authenticator);
  if (isLast(await authenticators.list(sandbox, subscriber.id), id))
    return ctx.throw(409, 'last_factor');
  const gone = await authenticators.unbind(sandbox, subscriber.id, id);
  if (!gone.ok) return ctx.throw(409, gone.reason);
  return visit.leave();
}
