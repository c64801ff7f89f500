-- What the simulated authoritative sources know of people; sealed, found by blind index. The documents have a table of
-- their own because a person has several.
CREATE TABLE records (
  sandbox_id TEXT NOT NULL,
  id TEXT NOT NULL,
  ssn_index TEXT,
  phone_index TEXT,
  sealed TEXT NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (sandbox_id, id)
);

CREATE INDEX records_by_ssn ON records (sandbox_id, ssn_index) WHERE ssn_index IS NOT NULL;

CREATE INDEX records_by_phone ON records (sandbox_id, phone_index) WHERE phone_index IS NOT NULL;

CREATE TABLE record_documents (
  sandbox_id TEXT NOT NULL,
  document_index TEXT NOT NULL,
  record_id TEXT NOT NULL,
  PRIMARY KEY (sandbox_id, document_index, record_id)
);

CREATE INDEX record_documents_by_record ON record_documents (sandbox_id, record_id);
