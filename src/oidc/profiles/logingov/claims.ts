import type { Attributes, Claims, Subscriber } from '../../../assurance/index.js';
import { SECOND } from '../../../platform/clock.js';
import type { ProfileClaims } from '../profile.js';
import { aalTold, ialTold } from './acr.js';
import { claimsIn, SCOPED_CLAIMS } from './scopes.js';

/** Login.gov's names for claims of OpenID Connect; the others have the same. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  email: ['email', 'email_verified', 'all_emails'],
  phone_number: ['phone', 'phone_verified'],
  ssn: ['social_security_number'],
};

/** What the person is asked to agree to, by OpenID Connect's names. */
const CONSENTED: Readonly<Record<string, string>> = {
  ...{ email: 'email', all_emails: 'email', address: 'address', phone: 'phone_number' },
  ...{ given_name: 'given_name', family_name: 'family_name', birthdate: 'birthdate' },
  ...{ social_security_number: 'ssn', verified_at: 'verified_at' },
};

/** A request that names no value, as the catalogue plays it: the strictest there is. */
const STRICTEST = ['urn:acr.login.gov:verified-facial-match-required'];

/** Claims by scope; those that only a verification gives are missing without one, and null where it has none. */
export const logingovClaims: ProfileClaims = {
  names: [...['iss', 'acr', 'ial', 'aal'], ...SCOPED_CLAIMS],
  named: (claim) => NAMES[claim] ?? [claim],
  released: (scopes) => [...new Set(claimsIn(scopes).flatMap((name) => CONSENTED[name] ?? []))],
  levels: (_subscriber, reached, _scopes, { acrValues, amr = [] } = {}) => ({
    ial: ialTold(acrValues ?? STRICTEST, reached),
    aal: aalTold(acrValues ?? [], amr),
  }),
  of(subscriber, reached, scopes, _options, said = {}) {
    const known: Claims = {
      ...ofAccount(subscriber),
      ...(reached.ial === 2 && ofVerification(subscriber)),
    };
    const released = claimsIn(scopes).filter((name) => name in known);
    return {
      iss: said.issuer,
      ...Object.fromEntries(released.map((name) => [name, known[name]])),
      ...logingovClaims.levels(subscriber, reached, scopes, said),
    };
  },
};

/** Pages speak English, and nobody has a PIV card here. */
const ofAccount = ({ email, state }: Subscriber): Claims => ({
  email,
  email_verified: state !== 'unconfirmed',
  all_emails: [email],
  locale: 'en',
  verified_at: null,
  x509_subject: null,
  x509_issuer: null,
  x509_presented: false,
});

function ofVerification({ verification }: Subscriber): Claims {
  const { given_name, family_name, birthdate, address, phone, ssn } =
    verification?.attributes ?? {};
  return {
    given_name: given_name ?? null,
    family_name: family_name ?? null,
    birthdate: birthdate ?? null,
    address: address ? addressClaim(address) : null,
    phone: phone ?? null,
    phone_verified: phone === undefined ? null : true,
    social_security_number: ssn ?? null,
    verified_at: verification ? Math.floor(verification.verifiedAt / SECOND) : null,
  };
}

/** Core 5.1.1, without a country; one line for the street. */
function addressClaim(address: NonNullable<Attributes['address']>): Claims {
  const { locality, region, postal_code } = address;
  const street_address = address.street_address.replace(/\n/g, ' ');
  const formatted = `${street_address}\n${locality}, ${region} ${postal_code}`;
  return { formatted, street_address, locality, region, postal_code };
}
