import type { z } from 'zod';
import type { Account } from '../../accounts/index.js';
import type { PersonRecord } from '../../proofing/index.js';
import { invalid, notFound } from '../http/problem.js';
import { answer } from '../http/reply.js';
import { route, type Route } from '../http/route.js';
import { objection, type AttributeRules } from '../people/attributeRules.js';
import type { createRecordsOf, RecordChange, RecordOrigin } from '../people/records.js';
import * as schemas from '../schemas/records.js';
import { forPerson, type PeopleRoutesDeps } from './people.js';
import { attributeProblem } from './peopleRefusals.js';
import { attributesIn } from './personDraft.js';

export interface RecordsRoutesDeps extends Pick<PeopleRoutesDeps, 'people'>, AttributeRules {
  readonly recordsOf: ReturnType<typeof createRecordsOf>;
}

const RECORD = { description: 'What the sources know.', schema: schemas.record };
const PATH = '/people/:id/records';

/** What the simulated authoritative sources know of a person, which is not always what is true. */
export const recordsRoutes = (deps: RecordsRoutesDeps): readonly Route[] => [
  route({
    method: 'GET',
    path: PATH,
    summary: 'What the authoritative sources know of a person',
    replies: { 200: RECORD },
    handle: (call) =>
      forPerson(deps, call, async (account) => {
        const { origin, record } = await deps.recordsOf.read(call.sandbox, account);
        return answer(200, recordView(account, origin, record));
      }),
  }),
  route({
    method: 'PATCH',
    path: PATH,
    summary: 'Change what the authoritative sources know',
    body: schemas.recordChange,
    example: { phone_kind: 'voip', unknown_to: ['credit_bureau'] },
    replies: { 200: RECORD },
    handle: (call) =>
      forPerson(deps, call, async (account) => {
        const wanted = changeOf(call.body);
        const against = await objection(deps, call.sandbox, wanted.attributes);
        if (against) return attributeProblem(against);
        const today = await deps.today(call.sandbox);
        if ((wanted.deceased_on ?? today) > today)
          return invalid('/deceased_on', `is after ${today}, which is today`);
        const record = await deps.recordsOf.change(call.sandbox, account, wanted);
        return answer(200, recordView(account, 'sandbox', record));
      }),
  }),
  route({
    method: 'DELETE',
    path: PATH,
    summary: 'Forget what was written: the catalogue counts again, or nobody is known',
    replies: { 204: { description: 'Forgotten.' } },
    handle: (call) =>
      forPerson(deps, call, async (account) =>
        (await deps.recordsOf.forget(call.sandbox, account)) ? answer(204) : notFound('record'),
      ),
  }),
];

function changeOf(body: z.output<typeof schemas.recordChange>): RecordChange {
  const { issued_documents, former, deceased_on, phone_kind, unknown_to } = body;
  return {
    attributes: attributesIn(body),
    ...(issued_documents && { documents: issued_documents }),
    ...(former && { former }),
    ...(unknown_to && { unknown_to }),
    ...(deceased_on !== undefined && { deceased_on: deceased_on ?? undefined }),
    ...(phone_kind !== undefined && { phone_kind: phone_kind ?? undefined }),
  };
}

const recordView = (
  { id }: Account,
  origin: RecordOrigin,
  { attributes, documents, former = [], unknown_to = [], deceased_on, phone_kind }: PersonRecord,
): schemas.PersonRecord => ({
  ...{ person: id, origin, ...attributes, deceased_on, phone_kind },
  issued_documents: documents.map((one) => ({ ...one })),
  former: former.map((one) => ({ ...one })),
  unknown_to: [...unknown_to],
});
