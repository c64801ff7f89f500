import {
  ialOf,
  levelsOf,
  type Attributes,
  type Claims,
  type Levels,
  type Subscriber,
} from '../../../assurance/index.js';
import type { ProfileClaims } from '../profile.js';

/** ID.me's names for the claims of OpenID Connect; an address comes apart. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  name: [],
  given_name: ['fname'],
  middle_name: ['mname'],
  family_name: ['lname'],
  birthdate: ['birth_date'],
  ssn: ['social'],
  address: ['street', 'city', 'state', 'zip'],
  phone_number: ['phone'],
  email: ['email'],
};

/** Always there: who, and how sure. */
const ENVELOPE = [
  'uuid',
  'multifactor',
  'level_of_assurance',
  'credential_ial',
  'credential_ial_highest',
  'credential_aal',
  'credential_aal_highest',
];

const asksProofing = (scopes: readonly string[]): boolean =>
  scopes.some((scope) => levelsOf(scope)?.ial === 2);

const isClassic = (scopes: readonly string[]): boolean =>
  scopes.some((scope) => scope.endsWith('/loa/3'));

const isProofed = ({ ial }: Levels, scopes: readonly string[]): boolean =>
  asksProofing(scopes) && ial === 2;

/** Claims by policy: every policy tells uuid and address, those that ask for proofing the person's data as well. */
export const idmeClaims: ProfileClaims = {
  names: [...ENVELOPE, ...Object.values(NAMES).flat()],
  named: (claim) => NAMES[claim] ?? [claim],
  released: (scopes) =>
    asksProofing(scopes) ? Object.keys(NAMES).filter((claim) => claim !== 'name') : ['email'],
  levels: levelClaims,
  of(subscriber, reached, scopes) {
    const proofed = isProofed(reached, scopes);
    const attributes = proofed ? (subscriber.verification?.attributes ?? {}) : undefined;
    const claims: Claims = {
      uuid: subscriber.uuid,
      email: subscriber.email,
      ...levelClaims(subscriber, reached, scopes),
      ...(attributes && personal(attributes)),
    };
    return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
  },
};

/** Numbers, but for the text by which a classic LOA3 is told. `..._highest` says what the account could reach. */
function levelClaims(subscriber: Subscriber, reached: Levels, scopes: readonly string[]): Claims {
  const proofed = isProofed(reached, scopes);
  const two = isClassic(scopes) ? 'classic_loa3' : 2;
  const ial = (verified: boolean) => (verified ? two : 1);
  const second = subscriber.authenticators.some((kind) => kind !== 'password');
  return {
    multifactor: reached.aal === 2,
    level_of_assurance: proofed ? 3 : 1,
    credential_ial: ial(proofed),
    credential_ial_highest: ial(ialOf(subscriber.verification) === 2),
    credential_aal: reached.aal,
    credential_aal_highest: second ? 2 : reached.aal,
  };
}

const personal = (attributes: Attributes): Claims => ({
  fname: attributes.given_name,
  mname: attributes.middle_name,
  lname: attributes.family_name,
  birth_date: attributes.birthdate,
  social: attributes.ssn,
  street: attributes.address?.street_address,
  city: attributes.address?.locality,
  state: attributes.address?.region,
  zip: attributes.address?.postal_code,
  phone: attributes.phone?.replace(/^\+/, ''),
});
