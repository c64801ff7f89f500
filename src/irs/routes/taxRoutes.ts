import { bodyParser } from '@koa/bodyparser';
import Router from '@koa/router';
import type { Context } from 'koa';
import { shortCode } from '../../platform/secrets.js';
import { formatCents } from '../money.js';
import { accountModel, paymentModel, refundModel, transcriptsModel } from '../pages/taxPages.js';
import { findService, SIGNED_IN, TAX_SERVICES, type TaxServiceId } from '../services.js';
import type { TaxSite } from '../site.js';
import { readPayment } from '../tax/paymentForm.js';
import { admit, type SignedIn } from './admit.js';

/** The online services of the IRS. Each opens only for a session that reaches the level it needs. */
export function taxRoutes(site: TaxSite): Router {
  const router = new Router({ prefix: '/services' });
  const form = bodyParser({ enableTypes: ['form'], formLimit: '8kb' });
  router.get('/:service', (ctx) => {
    const service = findService(TAX_SERVICES, ctx.params['service']);
    const admitted = service && admit(site, ctx, service);
    if (admitted) PAGES[service.id](site, ctx, admitted);
  });
  router.post('/payment', form, (ctx) => pay(site, ctx));
  router.get('/payment/:confirmation', (ctx) => paymentMade(site, ctx));
  return router;
}

const LONGEST_AMOUNT = 20;
const PAYMENT = { id: 'payment', needs: SIGNED_IN } as const;

type Page = (site: TaxSite, ctx: Context, session: SignedIn) => void;

const PAGES: Readonly<Record<TaxServiceId, Page>> = {
  account: ({ show, fileOf }, ctx, session) =>
    show(ctx, 'account', accountModel(session.person, fileOf(session))),
  transcripts: ({ show, fileOf }, ctx, session) =>
    show(ctx, 'transcripts', transcriptsModel(session.person, fileOf(session))),
  payment: ({ show, fileOf }, ctx, session) =>
    show(ctx, 'payment', paymentModel(session.person, fileOf(session))),
  refund: ({ show, fileOf }, ctx, session) =>
    show(ctx, 'refund', refundModel(session.person, fileOf(session))),
};

function pay(site: TaxSite, ctx: Context): void {
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
function paymentMade(site: TaxSite, ctx: Context): void {
  const session = admit(site, ctx, PAYMENT);
  if (!session) return;
  const named = (ctx.params as Record<string, string>)['confirmation'];
  const payment = session.payments.find((made) => made.confirmation === named);
  if (!payment) return ctx.throw(404);
  const { cents, year, confirmation } = payment;
  site.show(ctx, 'paymentMade', { amount: formatCents(cents), year, confirmation });
}
