-- Endpoints that are told what happens. `sealed` holds address, secret and description; `events` is a JSON list of patterns.
CREATE TABLE webhooks (
  sandbox_id TEXT NOT NULL,
  id TEXT NOT NULL,
  seq BIGINT NOT NULL,
  events TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  personal_data INTEGER NOT NULL,
  sealed TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (sandbox_id, id)
);

-- One event for one endpoint. `body` is sealed; `complete` says that personal data is in it where the endpoint asks for it.
-- `turn` counts what was tried or asked for, so that a task of an earlier turn does nothing.
CREATE TABLE deliveries (
  sandbox_id TEXT NOT NULL,
  id TEXT NOT NULL,
  seq BIGINT NOT NULL,
  webhook_id TEXT NOT NULL,
  event_id TEXT NOT NULL,
  event_type TEXT NOT NULL,
  account_id TEXT,
  state TEXT NOT NULL,
  turn INTEGER NOT NULL DEFAULT 0,
  tries INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  last_status INTEGER,
  complete INTEGER NOT NULL DEFAULT 0,
  body TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  next_at BIGINT,
  PRIMARY KEY (sandbox_id, id)
);

CREATE UNIQUE INDEX deliveries_by_seq ON deliveries (sandbox_id, seq);

CREATE INDEX deliveries_by_webhook ON deliveries (sandbox_id, webhook_id, seq);

-- What was sent and what was answered; `sealed` holds both.
CREATE TABLE delivery_attempts (
  sandbox_id TEXT NOT NULL,
  delivery_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  at BIGINT NOT NULL,
  sealed TEXT NOT NULL,
  PRIMARY KEY (sandbox_id, delivery_id, number)
);
