-- Tokens of the control API: kept as digests, told once. `everywhere` 1 (rows of the default sandbox alone) works in every
-- sandbox, else the token works in its own. Events tell who caused them: a token's name, or `loopback`.
CREATE TABLE control_tokens (
  sandbox_id TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  everywhere INTEGER NOT NULL,
  digest TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (sandbox_id, id)
);

CREATE UNIQUE INDEX control_tokens_by_digest ON control_tokens (sandbox_id, digest);

ALTER TABLE events ADD COLUMN actor TEXT;
