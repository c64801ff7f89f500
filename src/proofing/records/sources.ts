import type { Attributes } from '../../assurance/index.js';
import type { DocumentData } from '../evidence.js';
import type { CheckResult } from '../ports.js';
import type { ReasonCode } from '../reasons/index.js';
import { sameAddress, samePerson } from './compare.js';
import type { PersonRecord } from './source.js';

/** What a source says of one attribute. */
export type Answer = 'match' | 'mismatch' | 'unknown';

export type SourceName =
  'social_security' | 'motor_vehicles' | 'credit_bureau' | 'phone_carrier' | 'postal_service';

export interface SourceAnswer {
  readonly source: SourceName;
  readonly known: boolean;
  readonly answers: Readonly<Partial<Record<keyof Attributes | 'document' | 'alive', Answer>>>;
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

/** The name a carrier has for a number. */
export function phoneCarrier(claimed: Attributes, record: PersonRecord | undefined): SourceAnswer {
  const source = 'phone_carrier';
  if (!record) return { source, known: false, answers: { phone: 'unknown' } };
  const same =
    samePerson(record.attributes, claimed) ||
    (claimed.ssn !== undefined && record.attributes.ssn === claimed.ssn);
  return { source, known: true, answers: { phone: said(same) } };
}

/** States, the district, territories and military regions (USPS Publication 28, appendix B), and Cascadia. */
const REGIONS = new Set(
  (
    'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR ' +
    'PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI AA AE AP ZC'
  ).split(' '),
);

/** Whether mail can be delivered to such a place at all. */
export function postalService({ address }: Attributes): SourceAnswer {
  const source = 'postal_service';
  if (!address) return { source, known: false, answers: { address: 'unknown' } };
  return { source, known: true, answers: { address: said(REGIONS.has(address.region)) } };
}

/** What a disagreement means. The first that applies is the source's reason. */
export function reasonOf(
  { source, answers, known }: SourceAnswer,
  strict: boolean,
): ReasonCode | undefined {
  switch (source) {
    case 'social_security':
      if (answers.alive === 'mismatch') return 'data.deceased_match';
      if (answers.ssn === 'mismatch') return 'data.id_number_mismatch';
      if (answers.birthdate === 'mismatch') return 'data.dob_mismatch';
      if (answers.family_name === 'mismatch') return 'data.name_mismatch';
      return strict && !known ? 'data.id_number_unverified' : undefined;
    case 'motor_vehicles':
      if (answers.document === 'mismatch') return 'document.issuer_record_mismatch';
      return strict && answers.document === 'unknown'
        ? 'document.issuer_record_mismatch'
        : undefined;
    case 'credit_bureau':
    case 'postal_service':
      if (answers.address === 'mismatch') return 'data.address_mismatch';
      return strict && !known ? 'data.address_mismatch' : undefined;
    case 'phone_carrier':
      if (answers.phone === 'mismatch') return 'data.phone_mismatch';
      return strict && !known ? 'contact.phone_unverified' : undefined;
  }
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
