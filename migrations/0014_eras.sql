-- An era of a sandbox ends when it is reset or becomes what a snapshot or a document says; NULL for those made before there
-- were any. `copied_from` is the sandbox that it was made after.
ALTER TABLE sandboxes ADD COLUMN era BIGINT;

ALTER TABLE sandboxes ADD COLUMN copied_from TEXT;
