-- Runtimes on this database. seen_at is the database's time. lacking: functions whose newest
-- deployment the instance does not serve yet, comma-separated.
CREATE TABLE instance (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  control_url TEXT NOT NULL,
  serves BOOLEAN NOT NULL,
  revision BIGINT NOT NULL,
  lacking TEXT NOT NULL,
  seen_at BIGINT NOT NULL
);

-- What instances know each other by, encrypted; null until the first of them starts.
ALTER TABLE store_state ADD COLUMN sibling_secret BLOB;
