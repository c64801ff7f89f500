-- Outcome scripts. `sealed` holds whom a script matches and its results; `spent` counts submissions it has decided.
CREATE TABLE outcomes (
  sandbox_id TEXT NOT NULL,
  id TEXT NOT NULL,
  step TEXT NOT NULL,
  spent INTEGER NOT NULL DEFAULT 0,
  entries INTEGER NOT NULL,
  after TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  sealed TEXT NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (sandbox_id, id)
);

CREATE INDEX outcomes_by_step ON outcomes (sandbox_id, step, seq);

-- What a script was spent on: its `number`-th entry, when, by which attempt, and which submission of that attempt, so that
-- a check that is run again after a crash is answered alike.
CREATE TABLE outcome_uses (
  sandbox_id TEXT NOT NULL,
  outcome_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  at BIGINT NOT NULL,
  attempt_id TEXT,
  submission INTEGER,
  PRIMARY KEY (sandbox_id, outcome_id, number)
);
