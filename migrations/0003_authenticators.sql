-- What is bound to accounts. `secret` is a hash (password), sealed under the account's key (TOTP secret, phone number) or
-- empty (recovery codes). Kinds of which an account has one only have the kind as id. `last_step` is the last TOTP time
-- step that was used: real time, never aged.
CREATE TABLE authenticators (
  sandbox_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  secret TEXT NOT NULL,
  last_step BIGINT,
  bound_at BIGINT NOT NULL,
  last_used_at BIGINT,
  PRIMARY KEY (sandbox_id, account_id, id)
);

-- A TOTP secret that waits for its first code; one per account.
CREATE TABLE totp_enrolments (
  sandbox_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  id TEXT NOT NULL,
  secret TEXT NOT NULL,
  began_at BIGINT NOT NULL,
  PRIMARY KEY (sandbox_id, account_id)
);

CREATE TABLE recovery_codes (
  sandbox_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  used_at BIGINT,
  PRIMARY KEY (sandbox_id, account_id, digest)
);

-- Codes sent to phones, one per account and purpose. `sends` counts texts since `window_began_at`.
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

-- Consecutive failures. `subject` is an account's id or the blind index of an address without account. `turns` counts the
-- guesses that are being looked at, the latest since `turned_at`.
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
