-- What keeps a person out of an account that is otherwise in order: a JSON list of words, or nothing.
ALTER TABLE accounts ADD COLUMN restrictions TEXT;

-- The account that a closed one was merged into.
ALTER TABLE accounts ADD COLUMN merged_into TEXT;

-- Links to set a new password, one per address. Without an account it is a decoy. `sends` counts mails since
-- `window_began_at`.
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

CREATE UNIQUE INDEX password_resets_by_token ON password_resets (sandbox_id, token_digest);

CREATE INDEX password_resets_by_account ON password_resets (sandbox_id, account_id) WHERE account_id IS NOT NULL;
