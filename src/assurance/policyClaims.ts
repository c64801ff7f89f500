import type { Attributes, PostalAddress } from './attributes.js';

/** Under which names ID.me's claims travel: its own, OpenID Connect's where that was seen, or those of TEFCA's policy. */
export const NAMING_STYLES = ['idme', 'oidc', 'tefca'] as const;
export type NamingStyle = (typeof NAMING_STYLES)[number];

/** What claims of a policy are made of. */
export interface ClaimSource {
  /** Missing where the request does not lead to personal data. */
  readonly attributes: Attributes;
  readonly email: string;
  readonly confirmed: boolean;
  /** Claims that say how sure everybody may be. */
  readonly levels: Readonly<Record<string, unknown>>;
}

interface Entry {
  /** The claim of OpenID Connect that the person agrees to; none for what says nothing of the person. */
  readonly of?: string;
  /** The styles that have it when a policy does not list its claims. */
  readonly styles: readonly NamingStyle[];
  readonly value: (source: ClaimSource, style: NamingStyle | undefined) => unknown;
}

const IDME = ['idme'] as const;
const OIDC = ['oidc'] as const;
const TEFCA = ['tefca'] as const;
const RECORDED = [...IDME, ...OIDC] as const;
const NEW = [...OIDC, ...TEFCA] as const;
const ALL = [...RECORDED, ...TEFCA] as const;

const attribute = (
  of: string,
  styles: Entry['styles'],
  value: (attributes: Attributes, style: NamingStyle | undefined) => unknown,
): Entry => ({ of, styles, value: ({ attributes }, style) => value(attributes, style) });

const part = (name: keyof PostalAddress): Entry =>
  attribute('address', RECORDED, ({ address }) => address?.[name]);

const level = (name: string): readonly [string, Entry] => [
  name,
  { styles: ALL, value: ({ levels }) => levels[name] },
];

const wholeName = ({ given_name, middle_name, family_name }: Attributes): string | undefined =>
  [given_name, middle_name, family_name].filter(Boolean).join(' ') || undefined;

const GENDERS = { F: 'Female', M: 'Male', X: 'Other' } as const;

/** ID.me's partners have it month first in one naming, as ISO 8601 in the others. */
const monthFirst = (date: string | undefined): string | undefined =>
  date?.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$2/$3/$1');

const wholeAddress = ({ address }: Attributes) => {
  if (!address) return undefined;
  const { street_address, locality, region, postal_code } = address;
  const formatted = address.formatted ?? `${street_address}\n${locality}, ${region} ${postal_code}`;
  return { formatted, ...address };
};

/** Claims that say how sure everybody may be: every policy has them unless it lists its own. */
export const LEVELS_OF_POLICIES = [
  'multifactor',
  'level_of_assurance',
  'credential_ial',
  'credential_ial_highest',
  'credential_aal',
  'credential_aal_highest',
] as const;

/** Every claim that ID.me's policies are known to release, by the names that were seen: ID.me's own, OpenID Connect's, TEFCA's. */
const DICTIONARY: Readonly<Record<string, Entry>> = {
  fname: attribute('given_name', IDME, ({ given_name }) => given_name),
  mname: attribute('middle_name', IDME, ({ middle_name }) => middle_name),
  lname: attribute('family_name', IDME, ({ family_name }) => family_name),
  given_name: attribute('given_name', NEW, ({ given_name }) => given_name),
  middle_name: attribute('middle_name', NEW, ({ middle_name }) => middle_name),
  family_name: attribute('family_name', NEW, ({ family_name }) => family_name),
  name: attribute('name', OIDC, wholeName),
  birth_date: attribute('birthdate', RECORDED, ({ birthdate }) => birthdate),
  birthdate: attribute('birthdate', TEFCA, ({ birthdate }, style) =>
    style === 'tefca' ? monthFirst(birthdate) : birthdate,
  ),
  social: attribute('ssn', RECORDED, ({ ssn }) => ssn),
  SSN: attribute('ssn', TEFCA, ({ ssn }) => ssn),
  street: part('street_address'),
  city: part('locality'),
  state: part('region'),
  zip: part('postal_code'),
  address: attribute('address', TEFCA, wholeAddress),
  phone: attribute('phone_number', RECORDED, ({ phone }) => phone?.replace(/^\+/, '')),
  phone_number: attribute('phone_number', TEFCA, ({ phone }) => phone),
  gender: attribute('gender', TEFCA, ({ sex }) => sex && GENDERS[sex]),
  email: { of: 'email', styles: ALL, value: ({ email }) => email },
  emails_confirmed: {
    of: 'email',
    styles: [],
    value: ({ email, confirmed }) => (confirmed ? [email] : []),
  },
  ...Object.fromEntries(LEVELS_OF_POLICIES.map(level)),
};

/** The claims that a policy of ID.me may list. */
export const POLICY_CLAIMS: readonly string[] = ['uuid', ...Object.keys(DICTIONARY)];

/** The claim of OpenID Connect that a policy's claim tells, wholly or in part; undefined for one that says nothing of the person. */
export const toldBy = (name: string): string | undefined => DICTIONARY[name]?.of;

/** The claims of a naming style. */
export const policyClaimsIn = (style: NamingStyle): readonly string[] =>
  Object.keys(DICTIONARY).filter((name) => DICTIONARY[name]?.styles.includes(style));

/** The value of a claim; some are written differently in one style. */
export const policyClaim = (
  name: string,
  source: ClaimSource,
  style: NamingStyle | undefined,
): unknown => DICTIONARY[name]?.value(source, style);

/** What a claim is called in a style: itself where the style has it, else the style's claims for the same thing. */
export function inStyle(name: string, style: NamingStyle): readonly string[] {
  const entry = DICTIONARY[name];
  if (entry?.of === undefined || entry.styles.length === 0 || entry.styles.includes(style))
    return [name];
  const same = policyClaimsIn(style).filter((other) => DICTIONARY[other]?.of === entry.of);
  return same.length > 0 ? same : [name];
}
