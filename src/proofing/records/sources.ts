import type { Attributes } from '../../assurance/index.js';
import type { DocumentData } from '../evidence.js';
import type { CheckResult } from '../ports.js';
import type { ReasonCode } from '../reasons/index.js';
import { sameAddress, samePerson } from './compare.js';
import type { PersonRecord, SourceName } from './source.js';

/** What a source says of one attribute. */
export type Answer = 'match' | 'mismatch' | 'unknown';

export interface SourceAnswer {
  readonly source: SourceName;
  readonly known: boolean;
  readonly answers: Readonly<
    Partial<Record<keyof Attributes | 'document' | 'alive' | 'line', Answer>>
  >;
}

const said = (agrees: boolean): Answer => (agrees ? 'match' : 'mismatch');

/** Name, birth date and death by SSN. */
export function socialSecurity(
  claimed: Attributes,
  record: PersonRecord | undefined,
): SourceAnswer {
  const source = 'social_security';
  if (!record) return { source, known: false, answers: { ssn: 'unknown' } };
  const { attributes, deceased_on } = record;
  const former = (record.former ?? []).some((earlier) =>
    samePerson({ ...attributes, ...present(earlier) }, claimed),
  );
  const name = samePerson(attributes, claimed) || former;
  const birthdate = attributes.birthdate === claimed.birthdate;
  return {
    source,
    known: true,
    answers: {
      ssn: said(name || birthdate),
      family_name: said(name),
      birthdate: said(birthdate),
      alive: said(!deceased_on),
    },
  };
}

const present = <T extends object>(value: T): Partial<T> =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Partial<T>;

/** The issuer's own record of a document, by its number. */
export function motorVehicles(
  document: DocumentData | undefined,
  record: PersonRecord | undefined,
): SourceAnswer {
  const source = 'motor_vehicles';
  const issued = record?.documents.find(({ number }) => number === document?.number);
  if (!document || !record || !issued)
    return { source, known: false, answers: document ? { document: 'unknown' } : {} };
  const owner = { ...record.attributes };
  const names = document.family_name === undefined || samePerson(owner, document);
  const born = document.birthdate === undefined || document.birthdate === owner.birthdate;
  const type = issued.type === document.type;
  return { source, known: true, answers: { document: said(names && born && type) } };
}

/** Addresses that a bureau lists for the SSN, and those on the documents. */
export function creditBureau(
  claimed: Attributes,
  record: PersonRecord | undefined,
  document: DocumentData | undefined,
): SourceAnswer {
  const source = 'credit_bureau';
  const listed = [record?.attributes, ...(record?.former ?? []), document].flatMap((one) =>
    one?.address ? [one.address] : [],
  );
  const { address } = claimed;
  if (!record || !address || listed.length === 0)
    return { source, known: false, answers: { address: 'unknown' } };
  const agrees = listed.some((one) => sameAddress(one, address));
  return { source, known: true, answers: { address: said(agrees) } };
}

/** The name a carrier has for a number, and whether a line leads there: an internet telephone has none. */
export function phoneCarrier(claimed: Attributes, record: PersonRecord | undefined): SourceAnswer {
  const source = 'phone_carrier';
  if (!record) return { source, known: false, answers: { phone: 'unknown' } };
  const same =
    samePerson(record.attributes, claimed) ||
    (claimed.ssn !== undefined && record.attributes.ssn === claimed.ssn);
  const line = record.phone_kind && { line: said(record.phone_kind !== 'voip') };
  return { source, known: true, answers: { phone: said(same), ...line } };
}

/** States, the district, territories and military regions (USPS Publication 28, appendix B), and Cascadia. */
const REGIONS = new Set(
  (
    'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR ' +
    'PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI AA AE AP ZC'
  ).split(' '),
);

/** Whether mail can be delivered to such a place at all; nobody delivers to who is `unknown` there. */
export function postalService({ address }: Attributes, unknown: boolean): SourceAnswer {
  const source = 'postal_service';
  if (!address || unknown) return { source, known: false, answers: { address: 'unknown' } };
  return { source, known: true, answers: { address: said(REGIONS.has(address.region)) } };
}

type Asked = keyof SourceAnswer['answers'];

/** What a disagreement on an attribute means, the gravest first. */
const MISMATCHES: Readonly<Record<SourceName, readonly (readonly [Asked, ReasonCode])[]>> = {
  social_security: [
    ['alive', 'data.deceased_match'],
    ['ssn', 'data.id_number_mismatch'],
    ['birthdate', 'data.dob_mismatch'],
    ['family_name', 'data.name_mismatch'],
  ],
  motor_vehicles: [['document', 'document.issuer_record_mismatch']],
  credit_bureau: [['address', 'data.address_mismatch']],
  phone_carrier: [
    ['line', 'contact.phone_voip'],
    ['phone', 'data.phone_mismatch'],
  ],
  postal_service: [['address', 'data.address_mismatch']],
};

/** What it means to be unknown to a source, where that counts against the applicant. */
const UNKNOWNS: Readonly<Record<SourceName, ReasonCode>> = {
  social_security: 'data.id_number_unverified',
  motor_vehicles: 'document.issuer_record_mismatch',
  credit_bureau: 'data.address_mismatch',
  phone_carrier: 'contact.phone_unverified',
  postal_service: 'data.address_mismatch',
};

/** The reason that a source's answer gives, if any. A source that was asked nothing (no document) has none. */
export function reasonOf(
  { source, answers, known }: SourceAnswer,
  strict: boolean,
): ReasonCode | undefined {
  const found = MISMATCHES[source].find(([asked]) => answers[asked] === 'mismatch');
  if (found) return found[1];
  const asked = Object.keys(answers).length > 0;
  return strict && asked && !known ? UNKNOWNS[source] : undefined;
}

/** The answer as a check for the operator: which attributes agreed, never their values. */
export const toCheck = (
  answer: SourceAnswer,
  reason: ReasonCode | undefined,
  result: CheckResult['result'],
): CheckResult => ({
  name: `records.${answer.source}`,
  result,
  reason,
  evidence: { known: answer.known, ...answer.answers },
});
