-- Faults on the wire. `most` and `used` are in clear because the counting statement needs them.
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
