import type { Attributes, PostalAddress } from './attributes.js';
import { ialOf, type Levels } from './levels.js';
import type { Subscriber } from './subscriber.js';

/** Claims that each scope of the standard profile releases (Core 5.4; `identity` and `ssn` are Standin's own). */
export const SCOPE_CLAIMS: Readonly<Record<string, readonly string[]>> = {
  profile: ['name', 'given_name', 'middle_name', 'family_name', 'birthdate', 'updated_at'],
  email: ['email', 'email_verified'],
  phone: ['phone_number', 'phone_number_verified'],
  address: ['address'],
  identity: [
    'name',
    'given_name',
    'middle_name',
    'family_name',
    'suffix',
    'birthdate',
    'address',
    'phone_number',
    'phone_number_verified',
    'verified_at',
    'proofing_pathway',
    'evidence',
  ],
  ssn: ['ssn'],
};

/** Claims that say how sure everybody may be; they are in every ID token (63C-4 section 4.9). */
export const LEVEL_CLAIMS = ['acr', 'amr', 'auth_time', 'ial', 'aal'] as const;

/** Claims that only a verification can give. */
const VERIFIED_ONLY = ['verified_at', 'proofing_pathway', 'evidence', 'ssn', 'suffix'];

export type Claims = Readonly<Record<string, unknown>>;

/** How sure everybody may be, which any token may say. Nothing personal is looked at: where that is sealed, it stays so. */
export function levelClaimsOf({ verification }: Subscriber, reached: Levels): Claims {
  const verified = ialOf(verification) === 2 && reached.ial === 2;
  return { ...(verified ? { ial: '2' } : {}), aal: String(reached.aal) };
}

/**
 * The claims of a subscriber that the levels reached allow, before scope and consent narrow them. An unproofed person has no
 * `ial`; proofed data needs AAL2.
 */
export function claimsOf(subscriber: Subscriber, reached: Levels): Claims {
  const verified = ialOf(subscriber.verification) === 2 && reached.ial === 2;
  return withoutUndefined({
    ...levelClaimsOf(subscriber, reached),
    email: subscriber.email,
    email_verified: subscriber.state !== 'unconfirmed',
    updated_at: Math.floor((subscriber.verification?.verifiedAt ?? subscriber.createdAt) / 1000),
    ...personal(
      verified ? (subscriber.verification?.attributes ?? {}) : subscriber.attributes,
      verified,
    ),
    ...(verified ? proofed(subscriber) : {}),
  });
}

/** Core 5.1 names two of them. */
const GENDERS = { F: 'female', M: 'male', X: 'other' } as const;

function personal(attributes: Attributes, verified: boolean): Claims {
  const { given_name, middle_name, family_name, suffix } = attributes;
  const name = [given_name, middle_name, family_name, suffix].filter(Boolean).join(' ');
  return {
    name: name === '' ? undefined : name,
    given_name,
    middle_name,
    family_name,
    suffix: verified ? suffix : undefined,
    gender: attributes.sex && GENDERS[attributes.sex],
    birthdate: attributes.birthdate,
    address: attributes.address ? addressClaim(attributes.address) : undefined,
    phone_number: attributes.phone,
    phone_number_verified: attributes.phone === undefined ? undefined : verified,
    ssn: verified ? attributes.ssn : undefined,
  };
}

function proofed({ verification }: Subscriber): Claims {
  if (!verification) return {};
  return {
    verified_at: Math.floor(verification.verifiedAt / 1000),
    proofing_pathway: verification.pathway,
    evidence: verification.evidence,
  };
}

/** Core 5.1.1, with `formatted` for those who only print. */
function addressClaim(address: PostalAddress): Claims {
  const { street_address, locality, region, postal_code, country } = address;
  const usual = `${street_address}\n${locality}, ${region} ${postal_code}\n${country}`;
  return { ...address, formatted: address.formatted ?? usual };
}

/** Names of the claims that a set of scopes and individually requested claims would release. */
export function requestedClaims(
  scopes: readonly string[],
  individual: readonly string[],
): readonly string[] {
  const byScope = scopes.flatMap((scope) =>
    scope.includes('/ial/2/') || scope.endsWith('/loa/3')
      ? (SCOPE_CLAIMS['identity'] ?? [])
      : (SCOPE_CLAIMS[scope] ?? []),
  );
  return [...new Set([...byScope, ...individual])];
}

/** Whether a claim is empty until the person is verified. */
export const needsVerification = (claim: string): boolean => VERIFIED_ONLY.includes(claim);

const withoutUndefined = (claims: Claims): Claims =>
  Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
