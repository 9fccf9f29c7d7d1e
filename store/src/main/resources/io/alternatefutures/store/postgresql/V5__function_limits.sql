-- Limits that the function asks for, as JSON by their keys; null for the defaults.
ALTER TABLE edge_function ADD COLUMN limits TEXT;
