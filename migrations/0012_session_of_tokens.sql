-- What a code or token stands on, to be found with it in one read: its session's uid and the id (a digest) of its grant's row.
ALTER TABLE oidc_models ADD COLUMN session_uid TEXT;

ALTER TABLE oidc_models ADD COLUMN grant_row TEXT;
