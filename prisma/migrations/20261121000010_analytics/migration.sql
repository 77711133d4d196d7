-- What was said to be planned, for forecasts over a whole tenant. Only plans are in the index, a few rows in a hundred.
CREATE INDEX observation_planned ON observation (tenant_id, order_key DESC) WHERE live AND modality = 'planned';
