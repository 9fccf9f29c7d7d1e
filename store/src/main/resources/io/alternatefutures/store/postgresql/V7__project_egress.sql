-- What the project's functions and routes may reach, as JSON; null when nothing is ruled.
ALTER TABLE project ADD COLUMN egress TEXT;
