-- Times are milliseconds since 1970 in UTC. Identifiers are opaque text.

CREATE TABLE project (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE access_token (
  id TEXT NOT NULL PRIMARY KEY,
  project_id TEXT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  hash TEXT NOT NULL CONSTRAINT access_token_hash_key UNIQUE,
  label TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE INDEX access_token_project ON access_token (project_id);

-- routes: the route map as JSON text in its owner's order; null for none.
-- deploying_until: while it lies ahead a deployment is under way.
CREATE TABLE edge_function (
  id TEXT NOT NULL PRIMARY KEY,
  project_id TEXT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  slug TEXT NOT NULL CONSTRAINT edge_function_slug_key UNIQUE,
  status TEXT NOT NULL CHECK (status IN ('ACTIVE', 'INACTIVE', 'FAILED')),
  routes TEXT,
  site_id TEXT,
  current_deployment_id TEXT,
  deploying_until BIGINT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  CONSTRAINT edge_function_name_key UNIQUE (project_id, name)
);

-- env: the values as JSON, encrypted; null for none. Later deployments have a higher seq.
CREATE TABLE deployment (
  seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  function_id TEXT NOT NULL REFERENCES edge_function (id) ON DELETE CASCADE,
  cid TEXT NOT NULL,
  assets_cid TEXT,
  blake3_hash TEXT,
  sgx BOOLEAN NOT NULL,
  env BYTEA,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE INDEX deployment_function ON deployment (function_id, seq);
CREATE INDEX deployment_cid ON deployment (cid);
CREATE INDEX deployment_assets_cid ON deployment (assets_cid);

CREATE TABLE upload (
  project_id TEXT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  cid TEXT NOT NULL,
  basename TEXT,
  total_size BIGINT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (cid, project_id)
);

CREATE INDEX upload_project ON upload (project_id);

-- One row: how often what the data plane sees was changed, and which key env is encrypted with.
CREATE TABLE store_state (
  id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
  revision BIGINT NOT NULL,
  key_fingerprint TEXT
);

INSERT INTO store_state (id, revision, key_fingerprint) VALUES (1, 0, NULL);
