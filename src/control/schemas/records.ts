import { z } from 'zod';
import { DOCUMENT_TYPES, SOURCES } from '../../proofing/index.js';
import { personAttributes, attributeChanges } from './people.js';

const { family_name, address } = personAttributes;
const day = z.iso.date('must be a day, YYYY-MM-DD');

const issued_documents = z
  .array(
    z.strictObject({
      type: z.enum(DOCUMENT_TYPES),
      issuer: z.string().min(2).max(3).optional(),
      number: z.string().min(1).max(40).optional(),
      expires_on: day.optional(),
    }),
  )
  .max(10)
  .describe('What issuers have on file.');
const former = z
  .array(z.strictObject({ family_name, address }))
  .max(10)
  .describe('Earlier names and addresses that still agree.');
const phone_kind = z.enum(['mobile', 'landline', 'voip']).describe("The carrier's word.");
const unknown_to = z
  .array(z.enum(SOURCES))
  .max(SOURCES.length)
  .describe('Sources that have never heard of the person.');

export const recordChange = z
  .strictObject({
    ...attributeChanges,
    issued_documents: issued_documents.optional(),
    former: former.optional(),
    deceased_on: day.nullable().optional(),
    phone_kind: phone_kind.nullable().optional(),
    unknown_to: unknown_to.optional(),
  })
  .meta({ id: 'RecordChange', description: 'An attribute that is null is forgotten.' });
export type RecordChange = z.input<typeof recordChange>;

export const record = z
  .object({
    person: z.string(),
    origin: z
      .enum(['sandbox', 'catalogue', 'none'])
      .describe(
        'Written in this sandbox; of the catalogue; or `none`: no source knows the person, and this is what a change begins with.',
      ),
    ...personAttributes,
    issued_documents,
    former,
    deceased_on: day.optional(),
    phone_kind: phone_kind.optional(),
    unknown_to,
  })
  .meta({ id: 'PersonRecord', description: 'What the simulated authoritative sources know.' });
export type PersonRecord = z.infer<typeof record>;
