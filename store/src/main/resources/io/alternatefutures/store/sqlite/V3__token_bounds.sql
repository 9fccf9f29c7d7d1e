-- What a token may do, until when, and when it was last used (to the minute).

ALTER TABLE access_token ADD COLUMN scope TEXT NOT NULL DEFAULT 'ADMIN'
  CHECK (scope IN ('READ', 'DEPLOY', 'ADMIN'));
ALTER TABLE access_token ADD COLUMN expires_at INTEGER;
ALTER TABLE access_token ADD COLUMN last_used_at INTEGER;
