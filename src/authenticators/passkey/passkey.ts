import { createPasskeyAssertion } from './assertion.js';
import type { PasskeyPorts } from './challenge.js';
import { createPasskeyEnrolment } from './enrolment.js';

/** A passkey: a cryptographic authenticator that resists phishing (63B-4 sections 3.1.6 and 3.1.7; WebAuthn Level 3). */
export const createPasskey = (ports: PasskeyPorts) => ({
  ...createPasskeyEnrolment(ports),
  ...createPasskeyAssertion(ports),
});
