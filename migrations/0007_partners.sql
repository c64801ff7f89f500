-- Organisations that rely on this provider.
CREATE TABLE partners (
  sandbox_id TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  logo TEXT,
  contacts TEXT NOT NULL,
  policy TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (sandbox_id, id)
);

CREATE INDEX partners_by_seq ON partners (sandbox_id, seq);

-- Their clients. `secrets` is sealed: the secret and, until `old_secret_ends_at`, the one that it replaced.
CREATE TABLE clients (
  sandbox_id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  partner_id TEXT,
  metadata TEXT NOT NULL,
  secrets TEXT NOT NULL,
  old_secret_ends_at BIGINT,
  certs TEXT NOT NULL,
  profile_options TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version INTEGER NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (sandbox_id, client_id)
);

CREATE INDEX clients_by_seq ON clients (sandbox_id, seq);

CREATE INDEX clients_by_partner ON clients (sandbox_id, partner_id) WHERE partner_id IS NOT NULL;
