-- The inbox. `sealed` holds address, subject, bodies, links and codes; `to_index` finds an address.
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

CREATE UNIQUE INDEX messages_by_seq ON messages (sandbox_id, seq);

CREATE INDEX messages_by_address ON messages (sandbox_id, to_index, seq);
