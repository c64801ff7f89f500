-- What attempts established about accounts; attributes and evidence are sealed under the account's key. The newest counts.
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
