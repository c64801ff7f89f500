-- Rows of oidc-provider's models. `profile` is '' for the models that all profiles of a sandbox share (Session, Grant).
-- `id` is a digest, since the id of an opaque token is the token itself; `payload` is sealed.
CREATE TABLE oidc_models (
  sandbox_id TEXT NOT NULL,
  profile TEXT NOT NULL,
  model TEXT NOT NULL,
  id TEXT NOT NULL,
  payload TEXT NOT NULL,
  grant_id TEXT,
  uid TEXT,
  user_code TEXT,
  account_id TEXT,
  expires_at BIGINT,
  consumed_at BIGINT,
  PRIMARY KEY (sandbox_id, profile, model, id)
);

CREATE INDEX oidc_models_by_grant ON oidc_models (sandbox_id, grant_id) WHERE grant_id IS NOT NULL;

CREATE INDEX oidc_models_by_uid ON oidc_models (sandbox_id, uid) WHERE uid IS NOT NULL;

CREATE INDEX oidc_models_by_user_code ON oidc_models (sandbox_id, user_code) WHERE user_code IS NOT NULL;

CREATE INDEX oidc_models_by_account ON oidc_models (sandbox_id, account_id) WHERE account_id IS NOT NULL;

CREATE INDEX oidc_models_by_expiry ON oidc_models (sandbox_id, expires_at) WHERE expires_at IS NOT NULL;

-- Signing keys. `jwk` is the sealed private key; `state` says what it is used for; ordered by `seq`.
CREATE TABLE signing_keys (
  sandbox_id TEXT NOT NULL,
  kid TEXT NOT NULL,
  alg TEXT NOT NULL,
  state TEXT NOT NULL,
  jwk TEXT NOT NULL,
  seq BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (sandbox_id, kid)
);
