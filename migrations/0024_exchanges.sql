-- What was said to the provider and what became of it, secrets masked and all of it sealed; the newest of each sandbox are kept.
CREATE TABLE exchanges (
  sandbox_id TEXT NOT NULL,
  id TEXT NOT NULL,
  at BIGINT NOT NULL,
  sealed TEXT NOT NULL,
  PRIMARY KEY (sandbox_id, id)
);

CREATE INDEX exchanges_by_time ON exchanges (sandbox_id, at);
