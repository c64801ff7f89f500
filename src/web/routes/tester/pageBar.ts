import type { Context } from 'koa';
import type { Subscriber } from '../../../assurance/index.js';
import type { Sessions, SubscriberStore } from '../../../oidc/index.js';
import type { OperatorAccess } from '../../middleware/operator.js';
import type { TesterBar } from '../../pages/testerBar.js';
import { carryTesterBar, isOperator, placeOf, testerBarOf } from '../../requestState.js';
import { receivedAt } from './recentMessages.js';
import type { TesterTools } from './testerTools.js';

/** Gives the page that is about to be shown the bar of whoever is signed in: a few reads, made for operators alone. */
export type BringBar = (ctx: Context) => Promise<void>;

export interface PageBarDeps {
  readonly operator: Pick<OperatorAccess, 'admits'>;
  /** Absent without the tester's bar. */
  readonly tester?: TesterTools | undefined;
  readonly sessions: Pick<Sessions, 'current'>;
  readonly subscribers: Pick<SubscriberStore, 'bySub'>;
}

/** Pages for people outside a sign-in in progress. */
export const PEOPLES_PAGES = [
  ...['/account', '/verify', '/forgot', '/help', '/signup/confirm', '/signout'],
];

/** For pages in and outside the routes: refusals and the protocol's own pages come before anybody asked who looks. */
export const barBringer =
  ({ operator, tester, sessions, subscribers }: PageBarDeps): BringBar =>
  async (ctx) => {
    ctx.state['operator'] ??= await operator.admits(ctx);
    if (!tester || !isOperator(ctx) || testerBarOf(ctx)) return;
    const session = await sessions.current(placeOf(ctx), ctx);
    const viewer = session && (await subscribers.bySub(placeOf(ctx).id, session.sub));
    carryTesterBar(ctx, await pageBar(tester, ctx, viewer));
  };

/** The bar of a page for this person; nobody is known where it is missing. */
export async function pageBar(
  tools: TesterTools,
  ctx: Context,
  person: Subscriber | undefined,
): Promise<TesterBar> {
  const [received, app] = await Promise.all([
    receivedAt(tools, placeOf(ctx).id, [person?.email, person?.attributes.phone]),
    person && appCode(tools, ctx, person),
  ]);
  const codes = [...(app ? [{ kind: 'totp' as const, code: app.code }] : []), ...received.codes];
  return { ...frameOf(tools, ctx, person), codes, link: received.link };
}

/** What the bar of every page has. */
export function frameOf(
  tools: TesterTools,
  ctx: Context,
  person: Subscriber | undefined,
): Pick<TesterBar, 'signInAs' | 'people' | 'phone' | 'traces'> {
  const { prefix } = placeOf(ctx);
  return {
    signInAs: `${prefix}/tester/sign-in`,
    people: tools.people().map(({ id, name }) => ({
      ...{ id, name, face: `${prefix}/control/v1/personas/${id}/pictures/selfie` },
    })),
    phone: person && `${prefix}/phone/${person.id}`,
    traces: `${prefix}/console/traces`,
  };
}

const NEW_APP = '/account/authenticators/new';

/** What their app shows; not where another app is set up, which wants that one's code. */
const appCode = async ({ totp }: TesterTools, ctx: Context, { id }: Subscriber) =>
  ctx.path.startsWith(NEW_APP) ? undefined : totp.currentCode(placeOf(ctx).id, id);
