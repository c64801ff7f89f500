-- Subscriber accounts. `sealed` holds e-mail address and attributes under the account's own key; closing an account sets
-- `wrapped_key`, `sealed` and the blind indexes to NULL, after which nothing personal can be read.
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
  seq BIGINT NOT NULL,
  PRIMARY KEY (sandbox_id, id)
);

-- One account per address; any number of closed ones.
CREATE UNIQUE INDEX accounts_by_email ON accounts (sandbox_id, email_index);

CREATE UNIQUE INDEX accounts_by_uuid ON accounts (sandbox_id, uuid);

CREATE INDEX accounts_by_phone ON accounts (sandbox_id, phone_index) WHERE phone_index IS NOT NULL;

CREATE INDEX accounts_by_ssn ON accounts (sandbox_id, ssn_index) WHERE ssn_index IS NOT NULL;

CREATE INDEX accounts_by_persona ON accounts (sandbox_id, persona) WHERE persona IS NOT NULL;

CREATE INDEX accounts_by_seq ON accounts (sandbox_id, seq);

-- Proofs of e-mail addresses, one per address. Without an account it is a decoy. `sends` counts mails since
-- `window_began_at`.
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

CREATE UNIQUE INDEX address_confirmations_by_token ON address_confirmations (sandbox_id, token_digest);

CREATE INDEX address_confirmations_by_account ON address_confirmations (sandbox_id, account_id) WHERE account_id IS NOT NULL;
