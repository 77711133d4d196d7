-- What Prisma's schema language cannot say: collations, roles, row-level security, partial and covering indexes, search
-- functions, storage parameters. Every script runs as one transaction, so it is applied whole or not at all.

-- ---------------------------------------------------------------- roles
-- They belong to the whole server, so another database may have made them already.
DO $$
DECLARE
  role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['tl_app', 'tl_dispatch', 'tl_search'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
      EXCEPTION
        WHEN duplicate_object OR unique_violation THEN NULL;
        WHEN insufficient_privilege THEN
          RAISE EXCEPTION 'role % is missing and % may not create it', role_name, current_user
            USING HINT = format('Give the user CREATEROLE, or as an administrator: CREATE ROLE %I NOLOGIN; GRANT %I TO %I;',
                                role_name, role_name, current_user);
      END;
    END IF;
    -- Since Postgres 16 the maker of a role administers it, and still has to let itself in.
    IF NOT pg_has_role(current_user, role_name,
                       CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END) THEN
      EXECUTE format('GRANT %I TO CURRENT_USER', role_name);
    END IF;
  END LOOP;
END
$$;

-- ---------------------------------------------------------------- order keys compare bytewise
-- The fold sorts them in JavaScript and the queries sort them here; only bytes are the same in both.
DO $$
DECLARE
  target record;
BEGIN
  FOR target IN
    SELECT c.relname, a.attname
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
       AND a.attname IN ('order_key', 'first_key', 'folded_key') AND NOT a.attisdropped
     ORDER BY 1, 2
  LOOP
    EXECUTE format('ALTER TABLE public.%I ALTER COLUMN %I TYPE text COLLATE "C"', target.relname, target.attname);
  END LOOP;
END
$$;

-- ---------------------------------------------------------------- the record: measured shapes
CREATE UNIQUE INDEX transition_live_key ON transition (tenant_id, entity_id, dim, order_key, item) WHERE superseded_at IS NULL;
CREATE INDEX transition_recent ON transition (tenant_id, valid_at DESC, id DESC) WHERE superseded_at IS NULL;
CREATE INDEX transition_by_version ON transition (tenant_id, version, id);
CREATE INDEX transition_by_dimension ON transition (tenant_id, dim, valid_at) INCLUDE (type, from_value, to_value, from_since)
  WHERE superseded_at IS NULL;
CREATE INDEX transition_superseded ON transition (tenant_id, entity_id, dim, order_key) WHERE superseded_at IS NOT NULL;
CREATE INDEX observation_live ON observation (tenant_id, name_id, dim, order_key) INCLUDE (op, value, modality, confidence) WHERE live;

-- ---------------------------------------------------------------- the ledger
-- Active runs are few (admission bounds them). Their steps are read by run id, so that no index mentions a column of
-- `step` which changes while it runs, and every such update stays on its page.
CREATE INDEX run_active ON run (admitted_at) WHERE admitted_at IS NOT NULL AND finished_at IS NULL;
CREATE INDEX run_waiting ON run (tenant_id, (CASE priority WHEN 'live' THEN 0 WHEN 'normal' THEN 1 ELSE 2 END), created_at, id)
  WHERE admitted_at IS NULL AND finished_at IS NULL;
CREATE INDEX delivery_due ON delivery (next_at NULLS FIRST, id) WHERE status = 'ready';
CREATE INDEX delivery_flying ON delivery (dispatched_at) WHERE status IN ('dispatched', 'running');

-- Rows that change often: room for a new version on the same page, and a vacuum that keeps up.
DO $$
DECLARE
  hot text;
BEGIN
  FOREACH hot IN ARRAY ARRAY['run', 'step', 'delivery', 'tenant_head'] LOOP
    EXECUTE format('ALTER TABLE public.%I SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, '
      'autovacuum_vacuum_threshold = 500, autovacuum_vacuum_cost_delay = 0, autovacuum_analyze_scale_factor = 0.05)', hot);
  END LOOP;
END
$$;

-- ---------------------------------------------------------------- full text
-- Only letters and digits count, so that a word is found inside "acme.com/pricing" and before a full stop alike. A word
-- list has a limit of 1 MB: what follows 100,000 characters of one segment is not searched.
CREATE FUNCTION word_list(body text) RETURNS tsvector
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$ SELECT to_tsvector('pg_catalog.simple'::regconfig, regexp_replace(left(body, 100000), '[^[:alnum:]]+', ' ', 'g')) $$;

-- The tenant comes first in the index, so that common words of other tenants cost nothing.
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE INDEX segment_text ON segment USING gin (tenant_id, word_list(text));

-- ---------------------------------------------------------------- grants
GRANT USAGE ON SCHEMA public TO tl_app, tl_dispatch, tl_search;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO tl_app;
REVOKE ALL ON _prisma_migrations FROM tl_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO tl_app;

-- The dispatcher sees ids, names of steps and clocks of every tenant; never a text, and it can add nothing.
GRANT SELECT (id, suspended_at) ON tenant TO tl_dispatch;
GRANT SELECT (id, tenant_id, meeting_id, kind, generation, revision, status, priority, open_steps, traceparent,
              created_at, admitted_at, waiting_until, started_at, finished_at)
  ON run TO tl_dispatch;
GRANT UPDATE (status, admitted_at, waiting_until, started_at) ON run TO tl_dispatch;
GRANT SELECT (run_id, name, tenant_id, queue, needs, required, status, pending, epoch, claim, crashes, attempts,
              dispatched_at, lease_until, next_at, first_failed_at, ready_at, started_at, finished_at)
  ON step TO tl_dispatch;
GRANT UPDATE (status, epoch, dispatched_at, lease_until, next_at, ready_at) ON step TO tl_dispatch;
GRANT SELECT (id, tenant_id, event_id, webhook_id, status, epoch, claim, attempts, dispatched_at, lease_until, next_at,
              created_at, finished_at)
  ON delivery TO tl_dispatch;
GRANT UPDATE (status, epoch, dispatched_at, lease_until, next_at) ON delivery TO tl_dispatch;

-- ---------------------------------------------------------------- row-level security
-- FORCE: the owner of the tables is bound too. Without a tenant the setting is null and nothing is visible.
DO $$
DECLARE
  target text;
BEGIN
  FOR target IN
    SELECT c.relname
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attname = 'tenant_id' AND NOT a.attisdropped
     ORDER BY 1
  LOOP
    EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', target);
    EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', target);
    EXECUTE format(
      'CREATE POLICY one_tenant ON public.%I TO tl_app '
      'USING (tenant_id = NULLIF(current_setting(''tl.tenant'', true), '''')::uuid) '
      'WITH CHECK (tenant_id = NULLIF(current_setting(''tl.tenant'', true), '''')::uuid)', target);
  END LOOP;
END
$$;
ALTER TABLE tenant ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant FORCE ROW LEVEL SECURITY;
CREATE POLICY one_tenant ON tenant TO tl_app
  USING (id = NULLIF(current_setting('tl.tenant', true), '')::uuid)
  WITH CHECK (id = NULLIF(current_setting('tl.tenant', true), '')::uuid);

CREATE POLICY dispatch ON tenant FOR SELECT TO tl_dispatch USING (true);
CREATE POLICY dispatch ON run TO tl_dispatch USING (true) WITH CHECK (true);
CREATE POLICY dispatch ON step TO tl_dispatch USING (true) WITH CHECK (true);
CREATE POLICY dispatch ON delivery TO tl_dispatch USING (true) WITH CHECK (true);

-- What the audit log says is never rewritten; old rows and those of an erased tenant go.
REVOKE UPDATE ON audit FROM tl_app;
-- Receipts of erasures outlive what they tell of, and nothing takes back that it must not return.
REVOKE DELETE ON erasure FROM tl_app;
REVOKE UPDATE, DELETE ON tombstone FROM tl_app;

-- ---------------------------------------------------------------- functions that look past row-level security
-- Under a policy Postgres may not use a full-text index. These functions run as tl_search, which sees every row of some
-- tables, and filter on the tenant themselves. A key has to be found before its tenant is known.
GRANT SELECT (id, tenant_id, name, hash, scopes, expires_at, revoked_at) ON api_key TO tl_search;
GRANT SELECT (id, suspended_at, limits) ON tenant TO tl_search;
GRANT SELECT (id, tenant_id, live_revision, deleted_at) ON meeting TO tl_search;
GRANT SELECT ON segment TO tl_search;
CREATE POLICY search ON api_key FOR SELECT TO tl_search USING (true);
CREATE POLICY search ON tenant FOR SELECT TO tl_search USING (true);
CREATE POLICY search ON meeting FOR SELECT TO tl_search USING (true);
CREATE POLICY search ON segment FOR SELECT TO tl_search USING (true);

CREATE FUNCTION find_api_key(key_hash text)
  RETURNS TABLE (id uuid, tenant_id uuid, name text, scopes text[], expires_at timestamptz, revoked_at timestamptz,
                 suspended boolean, limits jsonb)
  LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT k.id, k.tenant_id, k.name, k.scopes, k.expires_at, k.revoked_at, t.suspended_at IS NOT NULL, t.limits
      FROM public.api_key k LEFT JOIN public.tenant t ON t.id = k.tenant_id
     WHERE k.hash = key_hash
  $$;

-- Segments of live transcripts that match a web-style query ("exact phrase", or, -not), best first.
CREATE FUNCTION search_segments(query text, max_rows int)
  RETURNS TABLE (meeting_id uuid, segment int, rank real)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    WITH asked AS MATERIALIZED (
      SELECT websearch_to_tsquery('simple', regexp_replace(query, '[^[:alnum:]"\s-]|(?<=[[:alnum:]])-', ' ', 'g')) AS words
    )
    SELECT s.meeting_id, s.index, ts_rank(word_list(s.text), asked.words) AS rank
      FROM asked
      JOIN public.segment s ON s.tenant_id = NULLIF(current_setting('tl.tenant', true), '')::uuid AND word_list(s.text) @@ asked.words
      JOIN public.meeting m ON m.tenant_id = s.tenant_id AND m.id = s.meeting_id AND m.live_revision = s.revision AND m.deleted_at IS NULL
     ORDER BY rank DESC, s.meeting_id, s.index
     LIMIT max_rows
  $$;

REVOKE ALL ON FUNCTION find_api_key(text), search_segments(text, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_api_key(text), search_segments(text, int) TO tl_app;
-- A new owner must be allowed to create in the schema, for this moment only.
GRANT CREATE ON SCHEMA public TO tl_search;
ALTER FUNCTION find_api_key(text) OWNER TO tl_search;
ALTER FUNCTION search_segments(text, int) OWNER TO tl_search;
REVOKE CREATE ON SCHEMA public FROM tl_search;

-- ---------------------------------------------------------------- the queue's own schema
-- BullMQ keeps its tables here and migrates them itself, as the user of the connection URL. Jobs carry ids only.
CREATE SCHEMA IF NOT EXISTS bullmq;
