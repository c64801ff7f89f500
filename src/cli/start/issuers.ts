import { PROFILES } from '../../oidc/index.js';

/** The issuer of every profile, by its name, of a server at this address. */
export const issuersOf = (baseUrl: string): Readonly<Record<string, string>> =>
  Object.fromEntries(PROFILES.map(({ id, issuer }) => [id, issuer(baseUrl)]));
