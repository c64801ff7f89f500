-- Passkeys are rows of `authenticators`: `secret` is the sealed credential, `credential_digest` finds it, `sign_count` is the
-- signature counter of its last use (nothing where uses are not counted).
ALTER TABLE authenticators ADD COLUMN sign_count BIGINT;

ALTER TABLE authenticators ADD COLUMN credential_digest TEXT;

CREATE UNIQUE INDEX authenticators_by_credential ON authenticators (sandbox_id, credential_digest);

-- Challenges that wait for an authenticator's answer; each is deleted by the first one. Without an account the answer says
-- whose it is.
CREATE TABLE passkey_challenges (
  sandbox_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  purpose TEXT NOT NULL,
  account_id TEXT,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (sandbox_id, digest)
);

CREATE INDEX passkey_challenges_by_expiry ON passkey_challenges (sandbox_id, expires_at);
