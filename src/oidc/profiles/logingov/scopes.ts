/** What each scope releases, by the names of Login.gov. */
const RELEASES: Readonly<Record<string, readonly string[]>> = {
  openid: [],
  email: ['email', 'email_verified'],
  all_emails: ['all_emails'],
  locale: ['locale'],
  address: ['address'],
  phone: ['phone', 'phone_verified'],
  profile: ['given_name', 'family_name', 'birthdate', 'verified_at'],
  'profile:name': ['given_name', 'family_name'],
  'profile:birthdate': ['birthdate'],
  'profile:verified_at': ['verified_at'],
  social_security_number: ['social_security_number'],
  x509: ['x509_subject', 'x509_issuer', 'x509_presented'],
  'x509:subject': ['x509_subject'],
  'x509:issuer': ['x509_issuer'],
  'x509:presented': ['x509_presented'],
};

/** Scopes that are about a verified identity: who asks for authentication alone does not get them. */
const IDENTITY = new Set([
  ...['address', 'phone', 'profile', 'profile:name', 'profile:birthdate'],
  'social_security_number',
]);

export const SCOPES: readonly string[] = Object.keys(RELEASES);

export const isKnownScope = (scope: string): boolean => Object.hasOwn(RELEASES, scope);

export const isOfIdentity = (scope: string): boolean => IDENTITY.has(scope);

/** Claims that one scope or another releases. */
export const SCOPED_CLAIMS: readonly string[] = [...new Set(Object.values(RELEASES).flat())];

/** Claims that these scopes release. */
export const claimsIn = (scopes: readonly string[]): readonly string[] => [
  ...new Set(scopes.flatMap((scope) => RELEASES[scope] ?? [])),
];
