-- Domains that functions were given. token: what a TXT record must hold to prove the domain;
-- verified_at: when it did, null before. Any function may wait for a domain, one has it.
CREATE TABLE function_domain (
  function_id TEXT NOT NULL REFERENCES edge_function (id) ON DELETE CASCADE,
  domain TEXT NOT NULL,
  token TEXT NOT NULL,
  verified_at INTEGER,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (function_id, domain)
) STRICT;

CREATE UNIQUE INDEX function_domain_owner ON function_domain (domain)
  WHERE verified_at IS NOT NULL;
