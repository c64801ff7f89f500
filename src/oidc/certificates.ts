import { X509Certificate } from 'node:crypto';
import type { JWK } from 'jose';

/** The public key of a PEM certificate, for verifying what its holder signs. Throws when it is none. */
export const keyOfCertificate = (pem: string): JWK => ({
  ...new X509Certificate(pem).publicKey.export({ format: 'jwk' }),
  use: 'sig',
});
