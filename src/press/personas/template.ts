import type { Attributes } from '../../assurance/index.js';
import type { DocumentType } from '../../proofing/index.js';
import { CASCADIA, PLACES, STREETS } from '../cascadia.js';
import { draw, pick } from './draws.js';
import { FACES, GIVEN_NAMES, FAMILY_NAMES, MIDDLE_NAMES } from './invented.js';
import { inventedDocumentNumber, inventedPhone, inventedSsn } from './numbers.js';
import type { Bearer, DocumentFacts, Looks, Persona } from './persona.js';

/** Somebody made from a persona or from nothing. */
export interface InventedPerson extends Bearer {
  readonly email: string;
}

/** What the caller knows of the new person; a member that is present wins, also when it is undefined. */
export interface Given {
  readonly email?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

function inventAttributes(id: string, given: Attributes): Attributes {
  const sex = given.sex ?? pick(id, 'sex', ['F', 'M'] as const);
  const year = 1960 + draw(id, 'birth year', 43);
  const month = twoDigits(1 + draw(id, 'birth month', 12));
  return {
    given_name: pick(id, 'given name', GIVEN_NAMES[sex]),
    middle_name: pick(id, 'middle name', MIDDLE_NAMES),
    family_name: pick(id, 'family name', FAMILY_NAMES),
    birthdate: `${year}-${month}-${twoDigits(1 + draw(id, 'birth day', 28))}`,
    sex,
    address: {
      street_address: `${100 + draw(id, 'house', 9000)} ${pick(id, 'street', STREETS)}`,
      ...pick(id, 'place', PLACES),
      region: CASCADIA.code,
      country: 'US',
    },
    phone: inventedPhone(id),
    ssn: inventedSsn(id),
  };
}

function inventLooks(id: string, hair: Looks['hair']): Looks {
  const eyes = pick(id, 'eyes', ['BRO', 'BLU', 'GRN', 'HAZ', 'GRY'] as const);
  return { eyes, hair, height_in: 61 + draw(id, 'height', 14) };
}

/** A document of the new person: the template's days, a number of her own, never issued before she was born. */
function ownDocument(
  id: string,
  type: DocumentType,
  facts: Omit<DocumentFacts, 'number'>,
  birthdate: string | undefined,
): DocumentFacts {
  const issued_on = birthdate && birthdate > facts.issued_on ? birthdate : facts.issued_on;
  return { ...facts, issued_on, number: inventedDocumentNumber(id, type) };
}

const LICENCE_DAYS = { issued_on: '2025-04-11', expires_on: '2037-04-11' };
const PASSPORT_DAYS = { issued_on: '2024-09-02', expires_on: '2038-09-01' };
const EVERY_DOCUMENT = {
  drivers_license: LICENCE_DAYS,
  state_id: LICENCE_DAYS,
  passport: PASSPORT_DAYS,
  passport_card: PASSPORT_DAYS,
};

function documentsLike(
  id: string,
  model: Readonly<Partial<Record<DocumentType, Omit<DocumentFacts, 'number'>>>>,
  birthdate: string | undefined,
): Bearer['documents'] {
  const own = Object.entries(model).map(([type, facts]) => {
    return [type, ownDocument(id, type as DocumentType, facts, birthdate)] as const;
  });
  return Object.fromEntries(own);
}

/**
 * A new person. From a persona: her name, birth date, address, face and the days of her documents; e-mail, SSN, phone
 * and document numbers follow from the new id (what the persona lacks, the new person lacks too), so that ten people
 * from one persona never collide. From nothing: everything follows from the id. What is given wins.
 */
export function personFrom(
  persona: Persona | undefined,
  id: string,
  given: Given = {},
): InventedPerson {
  const email = given.email ?? `${id}@example.com`;
  if (!persona) {
    const attributes = { ...inventAttributes(id, given.attributes ?? {}), ...given.attributes };
    const { face, hair } = pick(id, 'face', FACES[attributes.sex ?? 'X']);
    const documents = documentsLike(id, EVERY_DOCUMENT, attributes.birthdate);
    return { id, email, face, attributes, looks: inventLooks(id, hair), documents };
  }
  const attributes: Attributes = {
    ...persona.attributes,
    ...(persona.attributes.phone && { phone: inventedPhone(id) }),
    ...(persona.attributes.ssn && { ssn: inventedSsn(id) }),
    ...given.attributes,
  };
  const { face, looks } = persona;
  const documents = documentsLike(id, persona.documents, attributes.birthdate);
  return { id, email, face, attributes, looks, documents };
}
