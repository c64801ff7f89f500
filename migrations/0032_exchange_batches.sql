-- Exchanges that were noted together lie in one row, sealed at once: writing each for itself cost a sign-in more than its tokens.
-- `ids` names them in clear, with a space between, `held` counts them; `at` is the newest one's.
DROP TABLE exchanges;

CREATE TABLE exchanges (
  sandbox_id TEXT NOT NULL,
  id TEXT NOT NULL,
  at BIGINT NOT NULL,
  ids TEXT NOT NULL,
  held INTEGER NOT NULL,
  sealed TEXT NOT NULL,
  PRIMARY KEY (sandbox_id, id)
);

CREATE INDEX exchanges_by_time ON exchanges (sandbox_id, at);
