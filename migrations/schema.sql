-- Made by scripts/dumpSchema.mjs from the migrations; not to be edited.

CREATE TABLE accounts (
  sandbox_id TEXT NOT NULL,
  id TEXT NOT NULL,
  uuid TEXT NOT NULL,
  state TEXT NOT NULL,
  wrapped_key TEXT,
  sealed TEXT,
  email_index TEXT,
  phone_index TEXT,
  ssn_index TEXT,
  persona TEXT,
  tag TEXT,
  group_names TEXT NOT NULL,
  locale TEXT,
  created_at BIGINT NOT NULL,
  version INTEGER NOT NULL,
  seq BIGINT NOT NULL, restrictions TEXT, merged_into TEXT,
  PRIMARY KEY (sandbox_id, id)
);

CREATE UNIQUE INDEX accounts_by_email ON accounts (sandbox_id, email_index);

CREATE INDEX accounts_by_persona ON accounts (sandbox_id, persona) WHERE persona IS NOT NULL;

CREATE INDEX accounts_by_phone ON accounts (sandbox_id, phone_index) WHERE phone_index IS NOT NULL;

CREATE INDEX accounts_by_seq ON accounts (sandbox_id, seq);

CREATE INDEX accounts_by_ssn ON accounts (sandbox_id, ssn_index) WHERE ssn_index IS NOT NULL;

CREATE UNIQUE INDEX accounts_by_uuid ON accounts (sandbox_id, uuid);

CREATE TABLE address_confirmations (
  sandbox_id TEXT NOT NULL,
  email_index TEXT NOT NULL,
  account_id TEXT,
  token_digest TEXT NOT NULL,
  code_digest TEXT NOT NULL,
  guesses INTEGER NOT NULL,
  sends INTEGER NOT NULL,
  window_began_at BIGINT NOT NULL,
  sent_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT,
  PRIMARY KEY (sandbox_id, email_index)
);

CREATE INDEX address_confirmations_by_account ON address_confirmations (sandbox_id, account_id) WHERE account_id IS NOT NULL;

CREATE UNIQUE INDEX address_confirmations_by_token ON address_confirmations (sandbox_id, token_digest);

CREATE TABLE attempt_pictures (
  sandbox_id TEXT NOT NULL,
  attempt_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  content BYTEA NOT NULL,
  PRIMARY KEY (sandbox_id, attempt_id, kind)
);

CREATE TABLE attempt_submissions (
  sandbox_id TEXT NOT NULL,
  attempt_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  step TEXT NOT NULL,
  at BIGINT NOT NULL,
  outcome TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  reasons TEXT NOT NULL,
  sealed TEXT NOT NULL,
  PRIMARY KEY (sandbox_id, attempt_id, number)
);

CREATE TABLE attempts (
  sandbox_id TEXT NOT NULL,
  id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  client_id TEXT,
  partner_id TEXT,
  tag TEXT,
  state TEXT NOT NULL,
  phase TEXT NOT NULL,
  pathway TEXT NOT NULL,
  policy TEXT NOT NULL,
  version INTEGER NOT NULL,
  open_account TEXT,
  created_at BIGINT NOT NULL,
  touched_at BIGINT NOT NULL,
  due_at BIGINT,
  consent_at BIGINT,
  code_expires_at BIGINT,
  decided_at BIGINT,
  check_claimed_until BIGINT NOT NULL DEFAULT 0,
  sealed TEXT NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (sandbox_id, id)
);

CREATE INDEX attempts_by_account ON attempts (sandbox_id, account_id, seq);

CREATE INDEX attempts_by_seq ON attempts (sandbox_id, seq);

CREATE UNIQUE INDEX attempts_open ON attempts (sandbox_id, open_account);

CREATE TABLE authenticators (
  sandbox_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  secret TEXT NOT NULL,
  last_step BIGINT,
  bound_at BIGINT NOT NULL,
  last_used_at BIGINT, sign_count BIGINT, credential_digest TEXT,
  PRIMARY KEY (sandbox_id, account_id, id)
);

CREATE UNIQUE INDEX authenticators_by_credential ON authenticators (sandbox_id, credential_digest);

CREATE TABLE clients (
  sandbox_id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  partner_id TEXT,
  metadata TEXT NOT NULL,
  secrets TEXT NOT NULL,
  old_secret_ends_at BIGINT,
  certs TEXT NOT NULL,
  profile_options TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version INTEGER NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (sandbox_id, client_id)
);

CREATE INDEX clients_by_partner ON clients (sandbox_id, partner_id) WHERE partner_id IS NOT NULL;

CREATE INDEX clients_by_seq ON clients (sandbox_id, seq);

CREATE TABLE consents (
  sandbox_id TEXT NOT NULL,
  sub TEXT NOT NULL,
  client_id TEXT NOT NULL,
  claims TEXT NOT NULL,
  rejected TEXT NOT NULL,
  verification TEXT,
  given_at BIGINT NOT NULL,
  PRIMARY KEY (sandbox_id, sub, client_id)
);

CREATE TABLE control_tokens (
  sandbox_id TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  everywhere INTEGER NOT NULL,
  digest TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (sandbox_id, id)
);

CREATE UNIQUE INDEX control_tokens_by_digest ON control_tokens (sandbox_id, digest);

CREATE TABLE deliveries (
  sandbox_id TEXT NOT NULL,
  id TEXT NOT NULL,
  seq BIGINT NOT NULL,
  webhook_id TEXT NOT NULL,
  event_id TEXT NOT NULL,
  event_type TEXT NOT NULL,
  account_id TEXT,
  state TEXT NOT NULL,
  turn INTEGER NOT NULL DEFAULT 0,
  tries INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  last_status INTEGER,
  complete INTEGER NOT NULL DEFAULT 0,
  body TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  next_at BIGINT,
  PRIMARY KEY (sandbox_id, id)
);

CREATE UNIQUE INDEX deliveries_by_seq ON deliveries (sandbox_id, seq);

CREATE INDEX deliveries_by_webhook ON deliveries (sandbox_id, webhook_id, seq);

CREATE TABLE delivery_attempts (
  sandbox_id TEXT NOT NULL,
  delivery_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  at BIGINT NOT NULL,
  sealed TEXT NOT NULL,
  PRIMARY KEY (sandbox_id, delivery_id, number)
);

CREATE TABLE deployment (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
);

CREATE TABLE events (
  sandbox_id TEXT NOT NULL,
  seq BIGINT NOT NULL,
  id TEXT NOT NULL,
  type TEXT NOT NULL,
  at BIGINT NOT NULL,
  account_id TEXT,
  client_id TEXT,
  tag TEXT,
  data TEXT NOT NULL, actor TEXT,
  PRIMARY KEY (sandbox_id, seq)
);

CREATE INDEX events_by_account ON events (sandbox_id, account_id, seq);

CREATE UNIQUE INDEX events_by_id ON events (sandbox_id, id);

CREATE TABLE exchanges (
  sandbox_id TEXT NOT NULL,
  id TEXT NOT NULL,
  at BIGINT NOT NULL,
  ids TEXT NOT NULL,
  held INTEGER NOT NULL,
  sealed TEXT NOT NULL,
  PRIMARY KEY (sandbox_id, id)
);

CREATE INDEX exchanges_by_time ON exchanges (sandbox_id, at);

CREATE TABLE faults (
  sandbox_id TEXT NOT NULL,
  id TEXT NOT NULL,
  at TEXT NOT NULL,
  most INTEGER,
  used INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  last_used_at BIGINT,
  sealed TEXT NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (sandbox_id, id)
);

CREATE INDEX faults_by_place ON faults (sandbox_id, at, seq);

CREATE TABLE messages (
  sandbox_id TEXT NOT NULL,
  id TEXT NOT NULL,
  seq BIGINT NOT NULL,
  kind TEXT NOT NULL,
  to_index TEXT NOT NULL,
  sealed TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (sandbox_id, id)
);

CREATE INDEX messages_by_address ON messages (sandbox_id, to_index, seq);

CREATE UNIQUE INDEX messages_by_seq ON messages (sandbox_id, seq);

CREATE TABLE oidc_models (
  sandbox_id TEXT NOT NULL,
  profile TEXT NOT NULL,
  model TEXT NOT NULL,
  id TEXT NOT NULL,
  payload TEXT NOT NULL,
  grant_id TEXT,
  uid TEXT,
  user_code TEXT,
  account_id TEXT,
  expires_at BIGINT,
  consumed_at BIGINT, session_uid TEXT, grant_row TEXT,
  PRIMARY KEY (sandbox_id, profile, model, id)
);

CREATE INDEX oidc_models_by_account ON oidc_models (sandbox_id, account_id) WHERE account_id IS NOT NULL;

CREATE INDEX oidc_models_by_expiry ON oidc_models (sandbox_id, expires_at) WHERE expires_at IS NOT NULL;

CREATE INDEX oidc_models_by_grant ON oidc_models (sandbox_id, grant_id) WHERE grant_id IS NOT NULL;

CREATE INDEX oidc_models_by_uid ON oidc_models (sandbox_id, uid) WHERE uid IS NOT NULL;

CREATE INDEX oidc_models_by_user_code ON oidc_models (sandbox_id, user_code) WHERE user_code IS NOT NULL;

CREATE TABLE outcome_uses (
  sandbox_id TEXT NOT NULL,
  outcome_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  at BIGINT NOT NULL,
  attempt_id TEXT,
  submission INTEGER, account_id TEXT, client_id TEXT,
  PRIMARY KEY (sandbox_id, outcome_id, number)
);

CREATE TABLE outcomes (
  sandbox_id TEXT NOT NULL,
  id TEXT NOT NULL,
  step TEXT NOT NULL,
  spent INTEGER NOT NULL DEFAULT 0,
  entries INTEGER NOT NULL,
  after TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  sealed TEXT NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (sandbox_id, id)
);

CREATE INDEX outcomes_by_step ON outcomes (sandbox_id, step, seq);

CREATE TABLE partners (
  sandbox_id TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  logo TEXT,
  contacts TEXT NOT NULL,
  policy TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (sandbox_id, id)
);

CREATE INDEX partners_by_seq ON partners (sandbox_id, seq);

CREATE TABLE passkey_challenges (
  sandbox_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  purpose TEXT NOT NULL,
  account_id TEXT,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (sandbox_id, digest)
);

CREATE INDEX passkey_challenges_by_expiry ON passkey_challenges (sandbox_id, expires_at);

CREATE TABLE password_resets (
  sandbox_id TEXT NOT NULL,
  email_index TEXT NOT NULL,
  account_id TEXT,
  token_digest TEXT NOT NULL,
  sends INTEGER NOT NULL,
  window_began_at BIGINT NOT NULL,
  sent_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT,
  PRIMARY KEY (sandbox_id, email_index)
);

CREATE INDEX password_resets_by_account ON password_resets (sandbox_id, account_id) WHERE account_id IS NOT NULL;

CREATE UNIQUE INDEX password_resets_by_token ON password_resets (sandbox_id, token_digest);

CREATE TABLE phone_codes (
  sandbox_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  purpose TEXT NOT NULL,
  phone TEXT NOT NULL,
  code_digest TEXT NOT NULL,
  sends INTEGER NOT NULL,
  window_began_at BIGINT NOT NULL,
  sent_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT,
  PRIMARY KEY (sandbox_id, account_id, purpose)
);

CREATE TABLE record_documents (
  sandbox_id TEXT NOT NULL,
  document_index TEXT NOT NULL,
  record_id TEXT NOT NULL,
  PRIMARY KEY (sandbox_id, document_index, record_id)
);

CREATE INDEX record_documents_by_record ON record_documents (sandbox_id, record_id);

CREATE TABLE records (
  sandbox_id TEXT NOT NULL,
  id TEXT NOT NULL,
  ssn_index TEXT,
  phone_index TEXT,
  sealed TEXT NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (sandbox_id, id)
);

CREATE INDEX records_by_phone ON records (sandbox_id, phone_index) WHERE phone_index IS NOT NULL;

CREATE INDEX records_by_ssn ON records (sandbox_id, ssn_index) WHERE ssn_index IS NOT NULL;

CREATE TABLE recovery_codes (
  sandbox_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  used_at BIGINT,
  PRIMARY KEY (sandbox_id, account_id, digest)
);

CREATE TABLE sandboxes (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT,
  owner TEXT,
  created_at BIGINT NOT NULL,
  expires_at BIGINT,
  seq BIGINT NOT NULL DEFAULT 0,
  revision BIGINT NOT NULL DEFAULT 0,
  aged_by BIGINT NOT NULL DEFAULT 0
, era BIGINT, copied_from TEXT);

CREATE TABLE signing_keys (
  sandbox_id TEXT NOT NULL,
  kid TEXT NOT NULL,
  alg TEXT NOT NULL,
  state TEXT NOT NULL,
  jwk TEXT NOT NULL,
  seq BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (sandbox_id, kid)
);

CREATE TABLE snapshots (
  sandbox_id TEXT NOT NULL,
  id TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  size INTEGER NOT NULL,
  content BYTEA NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (sandbox_id, id)
);

CREATE TABLE tasks (
  sandbox_id TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  due_at BIGINT,
  claimed_until BIGINT NOT NULL DEFAULT 0,
  tries INTEGER NOT NULL DEFAULT 0,
  payload TEXT NOT NULL,
  PRIMARY KEY (sandbox_id, id)
);

CREATE INDEX tasks_by_due ON tasks (due_at);

CREATE TABLE throttles (
  sandbox_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  kind TEXT NOT NULL,
  failures INTEGER NOT NULL,
  turns INTEGER NOT NULL,
  turned_at BIGINT NOT NULL,
  blocked_until BIGINT NOT NULL,
  PRIMARY KEY (sandbox_id, subject, kind)
);

CREATE TABLE totp_enrolments (
  sandbox_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  id TEXT NOT NULL,
  secret TEXT NOT NULL,
  began_at BIGINT NOT NULL,
  PRIMARY KEY (sandbox_id, account_id)
);

CREATE TABLE verifications (
  sandbox_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  attempt_id TEXT NOT NULL,
  state TEXT NOT NULL,
  ial INTEGER NOT NULL,
  pathway TEXT NOT NULL,
  verified_at BIGINT NOT NULL,
  ended_at BIGINT,
  ssn_index TEXT,
  sealed TEXT NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (sandbox_id, account_id, attempt_id)
);

CREATE INDEX verifications_by_ssn ON verifications (sandbox_id, ssn_index) WHERE ssn_index IS NOT NULL;

CREATE TABLE webhooks (
  sandbox_id TEXT NOT NULL,
  id TEXT NOT NULL,
  seq BIGINT NOT NULL,
  events TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  personal_data INTEGER NOT NULL,
  sealed TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (sandbox_id, id)
);
