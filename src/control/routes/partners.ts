import type { Partner, PartnerFault, Partners } from '../../partners/index.js';
import type { SandboxId } from '../../platform/ids.js';
import { pageOf } from '../http/page.js';
import { invalid, notFound, problem, taken } from '../http/problem.js';
import { answer, type Reply } from '../http/reply.js';
import { route, type Route } from '../http/route.js';
import { pageQuery } from '../schemas/common.js';
import * as schemas from '../schemas/partners.js';

const PARTNER = { description: 'The organisation.', schema: schemas.partner };

const partnerView = ({ createdAt, contacts, ...rest }: Partner) => ({
  ...rest,
  contacts: [...contacts],
  created_at: new Date(createdAt).toISOString(),
});

export function partnerRoutes({ partners }: { readonly partners: Partners }): readonly Route[] {
  return [...collection(partners), ...item(partners)];
}

function collection(partners: Partners): readonly Route[] {
  return [
    route({
      method: 'POST',
      path: '/partners',
      summary: 'Register an organisation',
      body: schemas.partnerRequest,
      example: { id: 'examples', name: 'Department of Examples', policy: { ial: 2 } },
      replies: { 201: PARTNER, 200: { ...PARTNER, description: 'The same one, made before.' } },
      handle: async ({ sandbox, body }) => {
        const made = await partners.registerPartner(sandbox, body);
        if (made.ok) return answer(made.value.created ? 201 : 200, partnerView(made.value.partner));
        return made.reason === 'taken'
          ? taken('/id', body.id, 'another organisation, or to another body')
          : fault(made.reason);
      },
    }),
    route({
      method: 'GET',
      path: '/partners',
      summary: 'List organisations, oldest first',
      query: pageQuery,
      replies: { 200: { description: 'A page.', schema: schemas.partnerList } },
      handle: async ({ sandbox, query: { limit, after } }) => {
        if (after !== undefined && !(await partners.getPartner(sandbox, after)))
          return invalid('/after', 'names no organisation');
        const found = await partners.listPartners(sandbox, { limit: limit + 1, after });
        return answer(
          200,
          pageOf(found, limit, ({ id }) => id, partnerView),
        );
      },
    }),
  ];
}

function item(partners: Partners): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: '/partners/:id',
      summary: 'An organisation',
      replies: { 200: PARTNER },
      handle: async ({ sandbox, param }) => {
        const partner = await partners.getPartner(sandbox, param('id'));
        return partner ? answer(200, partnerView(partner)) : notFound('organisation');
      },
    }),
    route({
      method: 'PATCH',
      path: '/partners/:id',
      summary: 'Change what is named',
      body: schemas.partnerChange,
      example: { name: 'Ministry of Examples' },
      replies: { 200: PARTNER },
      handle: async ({ sandbox, param, body }) => {
        const changed = await partners.changePartner(sandbox, param('id'), definedOf(body));
        if (changed.ok) return answer(200, partnerView(changed.value));
        return changed.reason === 'unknown_partner'
          ? notFound('organisation')
          : fault(changed.reason);
      },
    }),
    route({
      method: 'DELETE',
      path: '/partners/:id',
      summary: 'Delete an organisation that has no clients',
      replies: { 204: { description: 'Deleted.' } },
      handle: async ({ sandbox, param }) => {
        const gone = await partners.deletePartner(sandbox, param('id'));
        if (gone.ok) return answer(204);
        return gone.reason === 'unknown_partner'
          ? notFound('organisation')
          : stillNeeded(partners, sandbox, param('id'));
      },
    }),
  ];
}

/** Of the clients in the way, as many are named. */
const MOST_CLIENTS = 50;

async function stillNeeded(partners: Partners, sandbox: SandboxId, id: string): Promise<Reply> {
  const clients = await partners.listClients(sandbox, { limit: MOST_CLIENTS, partner: id });
  const names = clients.map(({ clientId }) => clientId).join(', ');
  return problem('conflict', `Clients belong to this organisation, delete them first: ${names}.`);
}

const MEMBERS: Readonly<Record<PartnerFault, readonly [string, string]>> = {
  name_invalid: ['/name', 'must have 1 to 100 characters that are not all blank'],
  logo_invalid: ['/logo', 'must be an http(s) URL or a picture as data URL'],
  contacts_invalid: ['/contacts', 'must be at most 20 e-mail addresses'],
  policy_invalid: ['/policy', 'names too many attributes, or one that is too long'],
};

const fault = (reason: PartnerFault): Reply => invalid(...MEMBERS[reason]);

/** Without the members that are undefined, which would otherwise count as named. */
export const definedOf = <T extends object>(
  value: T,
): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
