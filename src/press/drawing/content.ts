import type { Attributes, PostalAddress } from '../../assurance/index.js';
import type { CalendarDate } from '../../platform/clock.js';
import type { DocumentType } from '../../proofing/index.js';
import type { Bearer, DocumentFacts, Looks } from '../personas/persona.js';

/** Everything one document says of its bearer; each member is there, since a press prints no blanks. */
export interface Content {
  readonly type: DocumentType;
  readonly number: string;
  readonly issued_on: CalendarDate;
  readonly expires_on: CalendarDate;
  readonly given_name?: string | undefined;
  readonly middle_name?: string | undefined;
  readonly family_name: string;
  readonly suffix?: string | undefined;
  readonly birthdate: CalendarDate;
  readonly sex: 'M' | 'F' | 'X';
  readonly address: PostalAddress;
  readonly looks: Looks;
}

const NO_ADDRESS: PostalAddress = {
  street_address: 'General Delivery',
  locality: 'Port Larkin',
  region: 'ZC',
  postal_code: '98701',
  country: 'US',
};

/** What the document says: the facts of the document, then what it printed differently, then the attributes. */
export function contentOf(bearer: Bearer, type: DocumentType, facts: DocumentFacts): Content {
  const person: Attributes = { ...bearer.attributes, ...facts.printed };
  return {
    type,
    number: facts.number,
    issued_on: facts.issued_on,
    expires_on: facts.expires_on,
    given_name: person.family_name ? person.given_name : undefined,
    middle_name: person.middle_name,
    family_name: person.family_name ?? person.given_name ?? 'Specimen',
    suffix: person.suffix,
    birthdate: person.birthdate ?? '1980-01-01',
    sex: person.sex ?? 'X',
    address: person.address ?? NO_ADDRESS,
    looks: bearer.looks,
  };
}

/** Given and middle names as a document prints them; empty for a mononym. */
export const givenNames = (content: Content): string =>
  [content.given_name, content.middle_name].filter(Boolean).join(' ');

/** Longest name that a card prints (AAMVA DCS, DAC: 40). */
export const printed = (name: string, length = 40): string =>
  name.toUpperCase().slice(0, length).trimEnd();

/** 06/14/1991, as licences of the United States print days. */
export const usDate = (date: CalendarDate): string =>
  `${date.slice(5, 7)}/${date.slice(8)}/${date.slice(0, 4)}`;

const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');

/** 14 JUN 1991, as passports print days. */
export const passportDate = (date: CalendarDate): string =>
  `${date.slice(8)} ${MONTHS[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`;
