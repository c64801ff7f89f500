-- Verification attempts. `sealed` holds what the applicant gave and who they are, under the account's key; `phase` what
-- only the current state has. `open_account` is the account while the attempt is not closed, so that it has one.
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

CREATE UNIQUE INDEX attempts_open ON attempts (sandbox_id, open_account);

CREATE INDEX attempts_by_seq ON attempts (sandbox_id, seq);

CREATE INDEX attempts_by_account ON attempts (sandbox_id, account_id, seq);

-- One try at a step, never changed. `sealed` holds the checks with their evidence.
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

-- Pictures of an attempt that is not decided, and for a while after; sealed.
CREATE TABLE attempt_pictures (
  sandbox_id TEXT NOT NULL,
  attempt_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  content BYTEA NOT NULL,
  PRIMARY KEY (sandbox_id, attempt_id, kind)
);
