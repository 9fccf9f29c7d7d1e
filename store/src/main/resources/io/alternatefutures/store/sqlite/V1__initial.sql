-- Times are milliseconds since 1970 in UTC. Identifiers are opaque text.

CREATE TABLE project (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE access_token (
  id TEXT NOT NULL PRIMARY KEY,
  project_id TEXT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  hash TEXT NOT NULL CONSTRAINT access_token_hash_key UNIQUE,
  label TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

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
  deploying_until INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  CONSTRAINT edge_function_name_key UNIQUE (project_id, name)
) STRICT;

-- env: the values as JSON, encrypted; null for none. Later deployments have a higher seq.
CREATE TABLE deployment (
  seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  function_id TEXT NOT NULL REFERENCES edge_function (id) ON DELETE CASCADE,
  cid TEXT NOT NULL,
  assets_cid TEXT,
  blake3_hash TEXT,
  sgx INTEGER NOT NULL,
  env BLOB,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX deployment_function ON deployment (function_id, seq);
CREATE INDEX deployment_cid ON deployment (cid);
CREATE INDEX deployment_assets_cid ON deployment (assets_cid);

CREATE TABLE upload (
  project_id TEXT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  cid TEXT NOT NULL,
  basename TEXT,
  total_size INTEGER,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (cid, project_id)
) STRICT;

CREATE INDEX upload_project ON upload (project_id);

-- One row: how often what the data plane sees was changed, and which key env is encrypted with.
CREATE TABLE store_state (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  revision INTEGER NOT NULL,
  key_fingerprint TEXT
) STRICT;

INSERT INTO store_state (id, revision, key_fingerprint) VALUES (1, 0, NULL);
