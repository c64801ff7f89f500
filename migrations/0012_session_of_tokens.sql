-- The session that a code or token came from, by its uid: found with it in one read.
ALTER TABLE oidc_models ADD COLUMN session_uid TEXT;
