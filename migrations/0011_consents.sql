-- What people agreed to for a client. `sub` is the account's uuid; lists are JSON and name claims, never values.
CREATE TABLE consents (
  sandbox_id TEXT NOT NULL,
  sub TEXT NOT NULL,
  client_id TEXT NOT NULL,
  claims TEXT NOT NULL,
  rejected TEXT NOT NULL,
  verification TEXT,
  given_at BIGINT NOT NULL,
  PRIMARY KEY (sandbox_id, sub, client_id)
);
