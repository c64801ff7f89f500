/**
 * What becomes of the rows of a sandbox. `copied`: what somebody set up; a copy of the sandbox starts with it. `own`: what
 * happened in it; part of its snapshots and documents, never of a copy. `server`: kept for the sandbox by the deployment;
 * neither reset nor restored, and gone with the sandbox. A migration that adds a table adds its line here; a test compares.
 */
type Fate = 'copied' | 'own' | 'server';

export const CONTENTS: Readonly<Record<string, Fate>> = {
  partners: 'copied',
  clients: 'copied',
  accounts: 'copied',
  authenticators: 'copied',
  recovery_codes: 'copied',
  verifications: 'copied',
  records: 'copied',
  record_documents: 'copied',
  outcomes: 'copied',

  address_confirmations: 'own',
  attempt_pictures: 'own',
  attempt_submissions: 'own',
  attempts: 'own',
  consents: 'own',
  deliveries: 'own',
  delivery_attempts: 'own',
  events: 'own',
  exchanges: 'own',
  faults: 'own',
  messages: 'own',
  oidc_models: 'own',
  outcome_uses: 'own',
  passkey_challenges: 'own',
  password_resets: 'own',
  phone_codes: 'own',
  tasks: 'own',
  throttles: 'own',
  totp_enrolments: 'own',
  webhooks: 'own', // a copy would send to somebody else's endpoint

  control_tokens: 'server',
  signing_keys: 'server', // tokens that relying parties hold are verified with them
  snapshots: 'server',
};

/** Tables by what becomes of their rows. */
export const tablesThatAre = (...fates: readonly Fate[]): readonly string[] =>
  Object.entries(CONTENTS)
    .filter(([, fate]) => fates.includes(fate))
    .map(([table]) => table);
