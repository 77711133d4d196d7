-- What reading needs besides the measured shapes.

-- The feed of changes tells also what was superseded, in the order of versions. Only superseded rows are in the index:
-- at 500,000 transitions it has 1.4 MB (the one by version has 28 MB), and a page takes 2 ms instead of 90.
CREATE INDEX transition_superseded_version ON transition (tenant_id, superseded_version, id)
  WHERE superseded_version IS NOT NULL;

-- Who refers to an entity: relations read from their other end.
CREATE INDEX state_value_entity ON state (tenant_id, value_entity) WHERE value_entity IS NOT NULL;
