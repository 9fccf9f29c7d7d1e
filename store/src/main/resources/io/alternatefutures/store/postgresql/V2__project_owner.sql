-- owner_id: the project whose tokens open this one too; null for none.
ALTER TABLE project ADD COLUMN owner_id TEXT REFERENCES project (id);

CREATE UNIQUE INDEX project_name_key ON project (owner_id, name);
