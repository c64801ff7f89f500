import Router from '@koa/router';
import type { Context } from 'koa';
import { benefitCaseOf } from '../benefits/benefitCase.js';
import { benefitsModel, depositsModel, officeModel } from '../pages/benefitPages.js';
import type { Person } from '../person.js';
import { BENEFIT_SERVICES, findService, type BenefitServiceId } from '../services.js';
import type { Site } from '../site.js';
import { admit } from './admit.js';

type Page = (site: Site, ctx: Context, person: Person) => void;

const caseOf = ({ today }: Site, { email, name, sub }: Person) =>
  benefitCaseOf(email ?? name ?? sub, today());

const PAGES: Readonly<Record<BenefitServiceId, Page>> = {
  benefits: (site, ctx, person) =>
    site.show(ctx, 'benefits', benefitsModel(person, caseOf(site, person))),
  deposits: (site, ctx, person) =>
    site.show(ctx, 'deposits', depositsModel(person, caseOf(site, person))),
  office: (site, ctx, person) => site.show(ctx, 'office', officeModel(person)),
};

/** The online services of Cascadia Benefits. Each opens only for a session that reaches the level it needs. */
export function benefitRoutes(site: Site): Router {
  const router = new Router({ prefix: `${site.agency.path}/services` });
  router.get('/:service', (ctx) => {
    const service = findService(BENEFIT_SERVICES, ctx.params['service']);
    const admitted = service && admit(site, ctx, service);
    if (admitted) PAGES[service.id](site, ctx, admitted.person);
  });
  return router;
}
