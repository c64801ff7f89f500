import type { Person, PersonMade } from '../../control/index.js';
import { facts, table } from '../table.js';

/** A person, with what is told in clear when they are made. */
export type Made = Person & Partial<PersonMade>;

const nameOf = ({ given_name, middle_name, family_name, suffix }: Person): string =>
  [given_name, middle_name, family_name, suffix].filter(Boolean).join(' ');

export const peopleTable = (people: readonly Person[]): string =>
  table(
    [
      ['id', ({ id }: Person) => id],
      ['name', nameOf],
      ['email', ({ email }) => email],
      ['state', ({ state }) => state],
      ['ial', ({ ial }) => ial],
      ['authenticators', ({ authenticators }) => authenticators],
    ],
    people,
  );

export const personFacts = (person: Made): string =>
  facts({
    id: person.id,
    uuid: person.uuid,
    name: nameOf(person),
    email: person.email,
    password: person.password,
    totp_secret: person.totp_secret,
    recovery_codes: person.recovery_codes,
    passkey: person.passkey && JSON.stringify(person.passkey),
    state: person.state,
    kept_out: person.restrictions,
    merged_into: person.merged_into,
    ial: person.ial,
    verification: person.verification?.state,
    authenticators: person.authenticators,
    birthdate: person.birthdate,
    phone: person.phone,
    address:
      person.address && (person.address['formatted'] ?? Object.values(person.address).join(', ')),
    ssn: person.ssn,
    persona: person.persona,
    groups: person.groups,
    tag: person.tag,
    created: person.created_at,
  });
