import { errors } from 'oidc-provider';
import { SECOND } from '../../../platform/clock.js';

/** Clocks may differ so much, in seconds. */
const TOLERANCE = 10;

/** Login.gov's rule for a client assertion beyond RFC 7523: it was not made in the future. */
export function checkAssertion({ iat }: Readonly<Record<string, unknown>>): void {
  if (iat === undefined) return;
  if (typeof iat !== 'number' || iat > Date.now() / SECOND + TOLERANCE)
    throw new errors.InvalidClientAuth('invalid iat: it lies in the future or is no number');
}
