import { X509Certificate } from 'node:crypto';
import type { JWK } from 'jose';

/** The public key of a PEM certificate. Throws when it is none. */
export const keyOfCertificate = (pem: string): JWK => ({
  // The library takes plain objects alone.
  ...new X509Certificate(pem).publicKey.export({ format: 'jwk' }),
});
