-- Sandboxes as they were: their rows, sealed columns sealed, packed into `content` (gzip, `size` bytes). They belong to the
-- operator and outlive every reset.
CREATE TABLE snapshots (
  sandbox_id TEXT NOT NULL,
  id TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  size INTEGER NOT NULL,
  content BYTEA NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (sandbox_id, id)
);
