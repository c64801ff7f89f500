import { bodyParser } from '@koa/bodyparser';
import Router from '@koa/router';
import type { Context } from 'koa';
import { shortCode } from '../../platform/secrets.js';
import { reaches } from '../levels.js';
import { formatCents } from '../money.js';
import { accountModel, paymentModel, refundModel, transcriptsModel } from '../pages/taxPages.js';
import type { Person } from '../person.js';
import type { Service } from '../services.js';
import { findService, PAYMENT } from '../services.js';
import type { Session } from '../sessions.js';
import type { Site } from '../site.js';
import { readPayment } from '../tax/paymentForm.js';

/** The online services. Each opens only for a session that reaches the level it needs. */
export function serviceRoutes(site: Site): Router {
  const router = new Router({ prefix: '/services' });
  const form = bodyParser({ enableTypes: ['form'], formLimit: '8kb' });
  router.get('/:service', (ctx) => {
    const service = findService(ctx.params['service']);
    const admitted = service && admit(site, ctx, service);
    if (admitted) PAGES[service.id](site, ctx, admitted);
  });
  router.post('/payment', form, (ctx) => pay(site, ctx));
  router.get('/payment/:confirmation', (ctx) => paymentMade(site, ctx));
  return router;
}

const LONGEST_AMOUNT = 20;

type SignedIn = Session & { readonly person: Person };
type Page = (site: Site, ctx: Context, session: SignedIn) => void;

const PAGES: Readonly<Record<Service['id'], Page>> = {
  account: ({ show, fileOf }, ctx, session) =>
    show(ctx, 'account', accountModel(session.person, fileOf(session))),
  transcripts: ({ show, fileOf }, ctx, session) =>
    show(ctx, 'transcripts', transcriptsModel(session.person, fileOf(session))),
  payment: ({ show, fileOf }, ctx, session) =>
    show(ctx, 'payment', paymentModel(session.person, fileOf(session))),
  refund: ({ show, fileOf }, ctx, session) =>
    show(ctx, 'refund', refundModel(session.person, fileOf(session))),
};

/** The session, when it may use the service; otherwise the visitor is on the way to a sign-in or a step-up. */
function admit({ visits, show }: Site, ctx: Context, { id, needs }: Service): SignedIn | undefined {
  const session = visits.of(ctx);
  if (!session || !isSignedIn(session)) {
    ctx.redirect(`/signin?service=${id}`);
    return undefined;
  }
  if (reaches(session.person.level, needs)) return session;
  show(ctx, 'stepUp', { service: id }, 403);
  return undefined;
}

const isSignedIn = (session: Session): session is SignedIn => session.person !== undefined;

function pay(site: Site, ctx: Context): void {
  const session = admit(site, ctx, PAYMENT);
  if (!session) return;
  const fields = ctx.request.body as Record<string, unknown>;
  const { amount } = fields;
  const typed = {
    amount: typeof amount === 'string' ? amount.slice(0, LONGEST_AMOUNT) : '',
    year: fields['tax_year'],
  };
  const { person, payments } = session;
  const file = site.fileOf(session);
  const read = readPayment(typed, paymentModel(person, file).years, payments.length);
  if (!read.ok) {
    const error = { amount: typed.amount, year: Number(typed.year), error: read.reason };
    return site.show(ctx, 'payment', paymentModel(person, file, error), 422);
  }
  const confirmation = `TEST-${shortCode(8)}`;
  payments.unshift({ ...read.value, on: site.today(), status: 'scheduled', confirmation });
  ctx.redirect(`/services/payment/${confirmation}`);
  ctx.status = 303;
}

/** A page of its own, so that reloading it does not pay again. */
function paymentMade(site: Site, ctx: Context): void {
  const session = admit(site, ctx, PAYMENT);
  if (!session) return;
  const named = (ctx.params as Record<string, string>)['confirmation'];
  const payment = session.payments.find((made) => made.confirmation === named);
  if (!payment) return ctx.throw(404);
  const { cents, year, confirmation } = payment;
  site.show(ctx, 'paymentMade', { amount: formatCents(cents), year, confirmation });
}
