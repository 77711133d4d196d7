-- The ledger: the transactions of the durability protocol that are several statements each. Every function takes locks in
-- the order run, then steps.

-- ---------------------------------------------------------------- what the dispatcher may do
-- It claims, renews, retries, frees and ends steps of every tenant, so it may write what became of a step; it may read
-- only ids, names of steps, counts and clocks (`params` holds ids and numbers).
GRANT SELECT (waiting_until, params, attempt, progress) ON run TO tl_dispatch;
GRANT UPDATE (open_steps, progress, waiting_until) ON run TO tl_dispatch;
GRANT SELECT (share, fraction) ON step TO tl_dispatch;
GRANT UPDATE (claim, crashes, attempts, pending, started_at, finished_at, first_failed_at, fraction, detail, engine, degraded,
              gaps, error, result, totals, timings, coverage) ON step TO tl_dispatch;
GRANT UPDATE (claim, attempts, last_status, last_error, finished_at) ON delivery TO tl_dispatch;

CREATE INDEX run_stopped ON run (tenant_id, finished_at DESC) WHERE status IN ('parked', 'failed');

-- ---------------------------------------------------------------- admission
-- Whether a submission may admit itself: nobody queues, and fewer runs are at work than the window holds. A run that
-- waits for a retry takes no room. Counts over all tenants and tells nothing else.
CREATE FUNCTION ledger_has_room(p_window integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT NOT EXISTS (SELECT 1 FROM run WHERE admitted_at IS NULL AND finished_at IS NULL)
     AND (SELECT count(*) FROM run
           WHERE admitted_at IS NOT NULL AND finished_at IS NULL
             AND (waiting_until IS NULL OR waiting_until <= now())) < p_window
$$;

CREATE FUNCTION ledger_has_backlog() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT EXISTS (SELECT 1 FROM run WHERE admitted_at IS NULL AND finished_at IS NULL) $$;

-- Admits as many runs as there is room for and dispatches their ready steps: the tenant with the fewest runs at work
-- goes first; inside a tenant live, normal, backfill, then age. One admission at a time, and the next one reads after
-- it has the lock, so no wakeup is lost and the window is not overrun.
CREATE FUNCTION admit_runs(p_window integer)
RETURNS TABLE (tenant_id uuid, run_id uuid, name text, queue text, epoch integer, traceparent text)
LANGUAGE plpgsql
AS $$
#variable_conflict use_column
DECLARE
  v_room integer;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('throughline:admission'));
  SELECT p_window - count(*) INTO v_room FROM run
   WHERE admitted_at IS NOT NULL AND finished_at IS NULL AND (waiting_until IS NULL OR waiting_until <= now());
  IF v_room <= 0 THEN RETURN; END IF;

  RETURN QUERY
  WITH RECURSIVE tenants AS (
    (SELECT r.tenant_id FROM run r WHERE r.admitted_at IS NULL AND r.finished_at IS NULL ORDER BY r.tenant_id LIMIT 1)
    UNION ALL
    SELECT (SELECT r.tenant_id FROM run r
             WHERE r.admitted_at IS NULL AND r.finished_at IS NULL AND r.tenant_id > t.tenant_id
             ORDER BY r.tenant_id LIMIT 1)
      FROM tenants t WHERE t.tenant_id IS NOT NULL
  ), at_work AS (
    SELECT r.tenant_id, count(*) AS runs, max(r.admitted_at) AS last FROM run r
     WHERE r.admitted_at IS NOT NULL AND r.finished_at IS NULL GROUP BY r.tenant_id
  ), candidates AS (
    SELECT c.id, coalesce(w.runs, 0) + row_number() OVER (PARTITION BY t.tenant_id ORDER BY c.rank, c.created_at, c.id) AS turn,
           w.last, t.tenant_id
      FROM tenants t
      LEFT JOIN at_work w ON w.tenant_id = t.tenant_id
      CROSS JOIN LATERAL (
        SELECT r.id, CASE r.priority WHEN 'live' THEN 0 WHEN 'normal' THEN 1 ELSE 2 END AS rank, r.created_at FROM run r
         WHERE r.tenant_id = t.tenant_id AND r.admitted_at IS NULL AND r.finished_at IS NULL
         ORDER BY CASE r.priority WHEN 'live' THEN 0 WHEN 'normal' THEN 1 ELSE 2 END, r.created_at, r.id LIMIT v_room
      ) c
     WHERE t.tenant_id IS NOT NULL
  ), chosen AS (
    SELECT id FROM candidates ORDER BY turn, last NULLS FIRST, tenant_id LIMIT v_room
  ), locked AS (
    SELECT r.id FROM run r WHERE r.id IN (SELECT id FROM chosen) AND r.admitted_at IS NULL AND r.finished_at IS NULL
     ORDER BY r.id FOR UPDATE SKIP LOCKED
  ), admitted AS (
    UPDATE run r SET status = 'running', admitted_at = now(), waiting_until = NULL
      FROM locked WHERE r.id = locked.id
    RETURNING r.id, r.traceparent
  )
  UPDATE step s SET status = 'dispatched', epoch = s.epoch + 1, dispatched_at = now(), next_at = NULL
    FROM admitted a WHERE s.run_id = a.id AND s.status = 'ready'
  RETURNING s.tenant_id, s.run_id, s.name, s.queue, s.epoch, a.traceparent;
END;
$$;

-- ---------------------------------------------------------------- the end of a step
-- Ends a step, conditional on its claim; releases or skips its dependants and counts the run down, under the lock on
-- the run, so that of any number of steps that end together exactly one fires the join. A dependant whose queue is in
-- p_continue is dispatched and claimed at once by the caller, which has room for it: it does not travel through BullMQ.
-- With p_last_allowed false the last open step is left alone, because ending that one is more work (outcome, totals,
-- events) for the caller.
CREATE FUNCTION end_step(
  p_tenant uuid, p_run uuid, p_step text, p_claim integer, p_status text, p_fields jsonb, p_last_allowed boolean,
  p_continue text[], p_lease_ms integer
) RETURNS jsonb
LANGUAGE plpgsql
AS $$
DECLARE
  v_open integer;
  v_run record;
  v_required boolean;
  v_skipped integer := 0;
  v_dispatch jsonb;
  v_progress integer;
  v_waiting_until timestamptz;
  v_steps jsonb;
BEGIN
  SELECT r.open_steps, r.traceparent, r.meeting_id, r.kind, r.generation, r.revision, r.params INTO v_run
    FROM run r WHERE r.id = p_run AND r.tenant_id = p_tenant FOR UPDATE;
  IF NOT FOUND THEN RETURN jsonb_build_object('outcome', 'fenced'); END IF;
  v_open := v_run.open_steps;
  IF v_open <= 1 AND NOT p_last_allowed THEN RETURN jsonb_build_object('outcome', 'last'); END IF;

  -- An expired lease was perhaps freed already; the latest claimant may end the step all the same.
  UPDATE step
     SET status = p_status, finished_at = clock_timestamp(), lease_until = NULL, next_at = NULL, first_failed_at = NULL,
         crashes = 0, fraction = 1,
         detail = p_fields->>'detail', engine = p_fields->>'engine',
         degraded = coalesce((p_fields->>'degraded')::boolean, false),
         gaps = coalesce((p_fields->>'gaps')::boolean, false),
         error = p_fields->'error', result = p_fields->'result', coverage = p_fields->'coverage',
         totals = coalesce(p_fields->'totals', '{}'), timings = coalesce(p_fields->'timings', '{}')
   WHERE run_id = p_run AND name = p_step AND claim = p_claim AND status IN ('running', 'dispatched', 'ready')
  RETURNING required INTO v_required;
  IF NOT FOUND THEN RETURN jsonb_build_object('outcome', 'fenced'); END IF;

  IF v_required AND p_status IN ('failed', 'parked') THEN
    WITH RECURSIVE hit AS (
      SELECT name FROM step WHERE run_id = p_run AND p_step = ANY (needs)
      UNION
      SELECT s.name FROM step s JOIN hit ON hit.name = ANY (s.needs) WHERE s.run_id = p_run
    )
    UPDATE step SET status = 'skipped', finished_at = clock_timestamp(), detail = 'needs ' || p_step
     WHERE run_id = p_run AND name IN (SELECT name FROM hit) AND status = 'waiting';
    GET DIAGNOSTICS v_skipped = ROW_COUNT;
  ELSE
    WITH released AS (
      UPDATE step
         SET pending = pending - 1,
             status = CASE WHEN pending > 1 THEN status WHEN queue = ANY (p_continue) THEN 'running' ELSE 'dispatched' END,
             epoch = CASE pending WHEN 1 THEN epoch + 1 ELSE epoch END,
             ready_at = CASE pending WHEN 1 THEN clock_timestamp() END,
             dispatched_at = CASE pending WHEN 1 THEN clock_timestamp() END,
             claim = CASE WHEN pending = 1 AND queue = ANY (p_continue) THEN claim + 1 ELSE claim END,
             crashes = CASE WHEN pending = 1 AND queue = ANY (p_continue) THEN crashes + 1 ELSE crashes END,
             attempts = CASE WHEN pending = 1 AND queue = ANY (p_continue) THEN attempts + 1 ELSE attempts END,
             lease_until = CASE WHEN pending = 1 AND queue = ANY (p_continue)
                                THEN clock_timestamp() + p_lease_ms * interval '1 millisecond' END,
             started_at = CASE WHEN pending = 1 AND queue = ANY (p_continue) THEN clock_timestamp() END
       WHERE run_id = p_run AND status = 'waiting' AND p_step = ANY (needs)
      RETURNING name, queue, epoch, claim, attempts, status
    )
    SELECT jsonb_agg(jsonb_build_object('step', name, 'queue', queue, 'epoch', epoch, 'claim', claim, 'attempts', attempts,
                                        'claimed', status = 'running')) INTO v_dispatch
      FROM released WHERE status <> 'waiting';
  END IF;

  v_open := v_open - 1 - v_skipped;
  SELECT 100 * coalesce(sum(share) FILTER (WHERE status = 'done'), 0)
           / greatest(sum(share) FILTER (WHERE status <> 'skipped'), 1),
         CASE WHEN bool_or(status IN ('dispatched', 'running') OR (status = 'ready' AND next_at IS NULL)) THEN NULL
              ELSE min(next_at) FILTER (WHERE status = 'ready') END
    INTO v_progress, v_waiting_until
    FROM step WHERE run_id = p_run;
  UPDATE run
     SET open_steps = v_open, progress = greatest(progress, least(v_progress, 99)), waiting_until = v_waiting_until
   WHERE id = p_run;

  IF v_open = 0 THEN
    SELECT jsonb_agg(jsonb_build_object(
             'name', name, 'status', status, 'required', required, 'attempts', attempts, 'engine', engine,
             'degraded', degraded, 'gaps', gaps, 'error', error, 'totals', totals, 'timings', timings, 'coverage', coverage))
      INTO v_steps FROM step WHERE run_id = p_run;
  END IF;
  RETURN jsonb_build_object('outcome', 'ended', 'open', v_open, 'run', to_jsonb(v_run), 'dispatch', coalesce(v_dispatch, '[]'),
                            'steps', v_steps);
END;
$$;

-- ---------------------------------------------------------------- owners
-- A new owner must be allowed to create in the schema, for this moment only.
REVOKE ALL ON FUNCTION ledger_has_room(integer), ledger_has_backlog(), admit_runs(integer),
  end_step(uuid, uuid, text, integer, text, jsonb, boolean, text[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger_has_room(integer), ledger_has_backlog() TO tl_app;
GRANT EXECUTE ON FUNCTION admit_runs(integer) TO tl_dispatch;
GRANT EXECUTE ON FUNCTION end_step(uuid, uuid, text, integer, text, jsonb, boolean, text[], integer) TO tl_app, tl_dispatch;
GRANT CREATE ON SCHEMA public TO tl_dispatch;
ALTER FUNCTION ledger_has_room(integer) OWNER TO tl_dispatch;
ALTER FUNCTION ledger_has_backlog() OWNER TO tl_dispatch;
REVOKE CREATE ON SCHEMA public FROM tl_dispatch;
