import type { Attributes } from '../../assurance/index.js';
import type { DocumentData, ReasonCode } from '../../proofing/index.js';

/** Whose magic values count: nobody's, ID.me's, or those of Login.gov's sandbox. */
export const MAGIC_MODES = ['off', 'idme', 'logingov'] as const;
export type MagicMode = (typeof MAGIC_MODES)[number];

/** What a value triggers: a reason, or that the records agree whatever they hold. */
export type Trigger = 'pass' | ReasonCode;

type Claimed = Readonly<{ details: Attributes; document: DocumentData | undefined }>;
type Rule = (claimed: Claimed) => Trigger | undefined;

/** Login.gov, identity-idp `proofing/mock`: as whole words of the first name. */
const FIRST_NAMES: Readonly<Record<string, ReasonCode>> = {
  fail: 'vendor.unavailable',
  time: 'vendor.timeout',
  parse: 'vendor.parse_error',
  bad: 'data.name_mismatch',
};

/** Ownership of a phone: `mock/address_mock_client`. */
const PHONES: Readonly<Record<string, ReasonCode>> = {
  '+17035555555': 'contact.phone_unverified',
  '+17035555888': 'vendor.timeout',
  '+17035555999': 'vendor.unavailable',
};

const firstName: Rule = ({ details: { given_name = '' } }) =>
  given_name
    .toLowerCase()
    .split(/\s+/)
    .map((name) => FIRST_NAMES[name])
    .find((reason) => reason !== undefined);

/** In-person enrolment at a post office: `usps_in_person_proofing/mock/proofer.rb`; the whole first name, or the street. */
const POST_OFFICE: Readonly<Record<string, ReasonCode>> = {
  'usps waiting': 'vendor.timeout',
  'usps client error': 'vendor.unavailable',
  'usps sponsor id error': 'vendor.unavailable',
  'usps server error': 'vendor.unavailable',
  'usps invalid response': 'vendor.parse_error',
};

const plain = (text: string | undefined): string =>
  (text ?? '').trim().toLowerCase().replace(/\s+/g, ' ');

const postOffice: Rule = ({ details: { given_name, address } }) =>
  POST_OFFICE[plain(given_name)] ??
  (plain(address?.street_address) === 'usps waiting' ? 'vendor.timeout' : undefined);

const documentNumber: Rule = ({ document }) => {
  if (document?.number?.toLowerCase() === 'mvatimeout') return 'document.issuer_unavailable';
  return /^0+$/.test(document?.number ?? '') ? 'document.issuer_record_mismatch' : undefined;
};

const LOGINGOV: readonly Rule[] = [
  ({ details }) => (details.ssn === '000000000' ? 'vendor.unavailable' : undefined),
  firstName,
  postOffice,
  ({ details }) => (details.address?.postal_code === '00000' ? 'data.address_mismatch' : undefined),
  documentNumber,
  ({ details }) => PHONES[details.phone ?? ''],
  ({ details }) => (/^(?:900|666)/.test(details.ssn ?? '') ? 'pass' : undefined),
];

/** ID.me's test phones: area code 888 passes, 999 fails; some numbers have a reason of their own. */
const IDME_PHONES: Readonly<Record<string, ReasonCode>> = {
  '+13055557728': 'fraud.known_fraud',
  '+13055551190': 'document.type_not_supported',
  '+18884175429': 'document.expired',
  '+18885118708': 'data.underage',
  '+18887804798': 'document.image_obscured',
  '+18886733437': 'document.country_not_supported',
  '+18885331659': 'document.unreadable_data',
  '+18886250610': 'document.front_back_mismatch',
  '+18885886876': 'data.id_number_mismatch',
  '+18888184550': 'document.issuer_record_mismatch',
  '+19995551008': 'fraud.known_fraud',
  '+19995553104': 'session.attempts_exceeded',
};

const IDME: readonly Rule[] = [
  ({ details }) => IDME_PHONES[details.phone ?? ''],
  ({ details }) => (areaOf(details.phone) === '999' ? 'data.phone_mismatch' : undefined),
  ({ details }) => (areaOf(details.phone) === '888' ? 'pass' : undefined),
];

const areaOf = (phone: string | undefined): string | undefined =>
  /^\+1(\d{3})\d{7}$/.exec(phone ?? '')?.[1];

const RULES: Readonly<Record<MagicMode, readonly Rule[]>> = {
  off: [],
  idme: IDME,
  logingov: LOGINGOV,
};

/** What the listed values trigger in the details and the document; nothing else fails because of them. */
export const triggerIn = (mode: MagicMode, claimed: Claimed): Trigger | undefined =>
  RULES[mode].map((rule) => rule(claimed)).find((trigger) => trigger !== undefined);

/** The code that is right for any phone of area code 888. */
export const isMagicCode = (mode: MagicMode, phone: string, typed: string): boolean =>
  mode === 'idme' && areaOf(phone) === '888' && typed === '123123';
