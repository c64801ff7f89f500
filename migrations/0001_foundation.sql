-- Isolated universes. `seq` numbers what happens in one, `revision` counts changes of its configuration,
-- `aged_by` is how many ms it has been advanced. The default sandbox was always there.
CREATE TABLE sandboxes (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT,
  owner TEXT,
  created_at BIGINT NOT NULL,
  expires_at BIGINT,
  seq BIGINT NOT NULL DEFAULT 0,
  revision BIGINT NOT NULL DEFAULT 0,
  aged_by BIGINT NOT NULL DEFAULT 0
);

INSERT INTO sandboxes (id, created_at) VALUES ('default', 0);

-- The audit stream: no personal data.
CREATE TABLE events (
  sandbox_id TEXT NOT NULL,
  seq BIGINT NOT NULL,
  id TEXT NOT NULL,
  type TEXT NOT NULL,
  at BIGINT NOT NULL,
  account_id TEXT,
  client_id TEXT,
  tag TEXT,
  data TEXT NOT NULL,
  PRIMARY KEY (sandbox_id, seq)
);

CREATE UNIQUE INDEX events_by_id ON events (sandbox_id, id);

CREATE INDEX events_by_account ON events (sandbox_id, account_id, seq);

-- After-effects still to be done. `claimed_until` is the lease of the process at work, `due_at` NULL says that it was
-- given up after too many tries, `payload` is sealed.
CREATE TABLE tasks (
  sandbox_id TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  due_at BIGINT,
  claimed_until BIGINT NOT NULL DEFAULT 0,
  tries INTEGER NOT NULL DEFAULT 0,
  payload TEXT NOT NULL,
  PRIMARY KEY (sandbox_id, id)
);

-- Tasks are claimed across sandboxes, so this index leads by time.
CREATE INDEX tasks_by_due ON tasks (due_at);

-- Facts about the deployment as a whole, such as the fingerprint of its key.
CREATE TABLE deployment (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
);
