-- The ledger: the transactions of the durability protocol that are several statements each. Every function takes locks in
-- the order run, then steps.

-- ---------------------------------------------------------------- what the dispatcher may do
-- It dispatches, renews and frees steps of every tenant; a step is claimed and ended by whoever acts for its tenant.
GRANT SELECT (waiting_until, progress, turn) ON run TO tl_dispatch;
GRANT UPDATE (progress, waiting_until, turn) ON run TO tl_dispatch;
GRANT SELECT (share, fraction) ON step TO tl_dispatch;
GRANT UPDATE (fraction) ON step TO tl_dispatch;
GRANT UPDATE (claim, attempts, last_status, last_error, finished_at) ON delivery TO tl_dispatch;

-- Which tenants have something to upgrade is looked up over all of them; what it is, as one of them.
GRANT SELECT (tenant_id, next_at) ON recovery TO tl_dispatch;
GRANT SELECT (tenant_id, degraded_generation) ON meeting TO tl_dispatch;
CREATE POLICY dispatch ON meeting FOR SELECT TO tl_dispatch USING (true);
CREATE POLICY dispatch ON recovery FOR SELECT TO tl_dispatch USING (true);
CREATE INDEX meeting_degraded ON meeting (tenant_id, upgrade_tries, degraded_at) WHERE degraded_generation > 0;

CREATE INDEX run_stopped ON run (tenant_id, finished_at DESC) WHERE status IN ('parked', 'failed');

-- ---------------------------------------------------------------- admission
CREATE FUNCTION is_suspended(p_tenant uuid) RETURNS boolean
LANGUAGE sql STABLE
AS $$ SELECT EXISTS (SELECT 1 FROM tenant WHERE id = p_tenant AND suspended_at IS NOT NULL) $$;

CREATE FUNCTION priority_class(p_priority text) RETURNS integer
LANGUAGE sql IMMUTABLE
AS $$ SELECT CASE p_priority WHEN 'live' THEN 0 WHEN 'normal' THEN 1 ELSE 2 END $$;

-- So many runs of a tenant, not less urgent than the next one, are let in although the window is full; over all tenants
-- no more than the window holds once more. Who comes with a few never waits for somebody else's flood to make room.
CREATE FUNCTION reserve_of(p_window integer) RETURNS integer
LANGUAGE sql IMMUTABLE
AS $$ SELECT p_window / 8 $$;

-- Whether a submission may admit itself: nobody queues, and fewer runs are at work than the window holds; or it is within
-- the reserve of its tenant, and none of its own waits before it. A run that waits for a retry takes no room. Counts
-- over all tenants and tells nothing else.
CREATE FUNCTION ledger_has_room(p_window integer, p_tenant uuid, p_priority text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
  v_at_work integer;
BEGIN
  SELECT count(*) INTO v_at_work FROM run
   WHERE admitted_at IS NOT NULL AND finished_at IS NULL AND (waiting_until IS NULL OR waiting_until <= now());
  IF v_at_work < p_window AND NOT EXISTS (
    SELECT 1 FROM run r WHERE r.admitted_at IS NULL AND r.finished_at IS NULL AND NOT is_suspended(r.tenant_id)
  ) THEN RETURN true; END IF;
  RETURN v_at_work < 2 * p_window
     AND NOT EXISTS (SELECT 1 FROM run r WHERE r.tenant_id = p_tenant AND r.admitted_at IS NULL AND r.finished_at IS NULL
                        AND CASE r.priority WHEN 'live' THEN 0 WHEN 'normal' THEN 1 ELSE 2 END <= priority_class(p_priority))
     AND NOT is_suspended(p_tenant)
     AND (SELECT count(*) FROM run
           WHERE tenant_id = p_tenant AND admitted_at IS NOT NULL AND finished_at IS NULL
             AND priority_class(priority) <= priority_class(p_priority)) < reserve_of(p_window);
END;
$$;

CREATE FUNCTION ledger_has_backlog() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT EXISTS (SELECT 1 FROM run r WHERE r.admitted_at IS NULL AND r.finished_at IS NULL AND NOT is_suspended(r.tenant_id)) $$;

-- Place on the queues of a run before which so many of its tenant's go. Whoever has the fewest at work is served first,
-- so a flood waits behind the few of another tenant although it was admitted before them.
CREATE FUNCTION turn_of(p_before bigint, p_priority text) RETURNS integer
LANGUAGE sql IMMUTABLE
AS $$ SELECT 3 * least(p_before, 99999)::integer + priority_class(p_priority) $$;

-- The turn of a run that is admitted now: those of its tenant that are at work and not less urgent go before it.
CREATE FUNCTION next_turn(p_tenant uuid, p_priority text) RETURNS integer
LANGUAGE sql STABLE
AS $$
  SELECT turn_of(count(*), p_priority) FROM run
   WHERE tenant_id = p_tenant AND admitted_at IS NOT NULL AND finished_at IS NULL
     AND priority_class(priority) <= priority_class(p_priority)
$$;

-- Admits as many runs as there is room for and dispatches their ready steps: the tenant with the fewest runs at work
-- goes first, up to its reserve even where there is no room; inside a tenant live, normal, backfill, then age. One admission at a time, and the next one reads after
-- it has the lock, so no wakeup is lost and the window is not overrun.
CREATE FUNCTION admit_runs(p_window integer)
RETURNS TABLE (tenant_id uuid, run_id uuid, name text, queue text, epoch integer, traceparent text, turn integer)
LANGUAGE plpgsql
AS $$
#variable_conflict use_column
DECLARE
  v_room integer;
  v_reserve integer := reserve_of(p_window);
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('throughline:admission'));
  SELECT p_window - count(*) INTO v_room FROM run
   WHERE admitted_at IS NOT NULL AND finished_at IS NULL AND (waiting_until IS NULL OR waiting_until <= now());
  IF v_room <= 0 AND (v_reserve = 0 OR v_room + p_window <= 0) THEN RETURN; END IF;

  RETURN QUERY
  WITH RECURSIVE tenants AS (
    (SELECT r.tenant_id FROM run r WHERE r.admitted_at IS NULL AND r.finished_at IS NULL ORDER BY r.tenant_id LIMIT 1)
    UNION ALL
    SELECT (SELECT r.tenant_id FROM run r
             WHERE r.admitted_at IS NULL AND r.finished_at IS NULL AND r.tenant_id > t.tenant_id
             ORDER BY r.tenant_id LIMIT 1)
      FROM tenants t WHERE t.tenant_id IS NOT NULL
  ), at_work AS (
    SELECT r.tenant_id, count(*) AS runs, max(r.admitted_at) AS last,
           count(*) FILTER (WHERE r.priority = 'live') AS live, count(*) FILTER (WHERE r.priority <> 'backfill') AS urgent
      FROM run r
     WHERE r.admitted_at IS NOT NULL AND r.finished_at IS NULL GROUP BY r.tenant_id
  ), candidates AS (
    SELECT c.id, coalesce(w.runs, 0) + row_number() OVER own AS place, w.last, t.tenant_id,
           coalesce(CASE c.rank WHEN 0 THEN w.live WHEN 1 THEN w.urgent ELSE w.runs END, 0) + row_number() OVER own - 1 AS before
      FROM tenants t
      LEFT JOIN at_work w ON w.tenant_id = t.tenant_id
      CROSS JOIN LATERAL (
        SELECT r.id, CASE r.priority WHEN 'live' THEN 0 WHEN 'normal' THEN 1 ELSE 2 END AS rank, r.created_at FROM run r
         WHERE r.tenant_id = t.tenant_id AND r.admitted_at IS NULL AND r.finished_at IS NULL
         ORDER BY CASE r.priority WHEN 'live' THEN 0 WHEN 'normal' THEN 1 ELSE 2 END, r.created_at, r.id LIMIT greatest(v_room, v_reserve)
      ) c
     WHERE t.tenant_id IS NOT NULL AND NOT is_suspended(t.tenant_id)
    WINDOW own AS (PARTITION BY t.tenant_id ORDER BY c.rank, c.created_at, c.id)
  ), chosen AS (
    SELECT id, before
      FROM (SELECT id, before, row_number() OVER (ORDER BY place, last NULLS FIRST, tenant_id) AS nth FROM candidates) ordered
     WHERE nth <= v_room OR (before < v_reserve AND nth <= v_room + p_window)
  ), locked AS (
    SELECT r.id FROM run r WHERE r.id IN (SELECT id FROM chosen) AND r.admitted_at IS NULL AND r.finished_at IS NULL
     ORDER BY r.id FOR UPDATE SKIP LOCKED
  ), admitted AS (
    UPDATE run r SET status = 'running', admitted_at = now(), waiting_until = NULL, turn = turn_of(c.before, r.priority)
      FROM locked JOIN chosen c ON c.id = locked.id WHERE r.id = locked.id
    RETURNING r.id, r.traceparent, r.turn
  )
  UPDATE step s SET status = 'dispatched', epoch = s.epoch + 1, dispatched_at = now(), next_at = NULL
    FROM admitted a WHERE s.run_id = a.id AND s.status = 'ready'
  RETURNING s.tenant_id, s.run_id, s.name, s.queue, s.epoch, a.traceparent, a.turn;
END;
$$;

-- ---------------------------------------------------------------- a step: claim, end, and the end of its run
-- These act for one tenant: the first thing they do is to say which, so that each is a single statement under row-level
-- security, in or out of a transaction.

-- What the outcome of a run is computed from.
CREATE FUNCTION ended_steps(p_run uuid, p_but text) RETURNS jsonb
LANGUAGE sql STABLE
AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object(
           'name', name, 'status', status, 'required', required, 'attempts', attempts, 'engine', engine,
           'degraded', degraded, 'gaps', gaps, 'error', error, 'totals', totals, 'timings', timings, 'coverage', coverage)), '[]')
    FROM step WHERE run_id = p_run AND name IS DISTINCT FROM p_but
$$;

-- Claims a dispatched step, or one whose lease ran out, with a new fencing token; null when the dispatch is stale, the
-- step is done or somebody else is at it. For the last open step of a run it tells how the others ended: nothing can
-- change that any more, so the outcome of the run can be computed before the step ends.
CREATE FUNCTION claim_step(
  p_tenant uuid, p_run uuid, p_step text, p_epoch integer, p_may_have_crashed integer, p_lease_ms integer
) RETURNS jsonb
LANGUAGE plpgsql
AS $$
DECLARE
  v_claimed jsonb;
BEGIN
  PERFORM set_config('tl.tenant', p_tenant::text, true);
  UPDATE step s
     SET status = 'running', claim = s.claim + 1, crashes = s.crashes + 1, attempts = s.attempts + 1,
         lease_until = clock_timestamp() + p_lease_ms * interval '1 millisecond',
         started_at = coalesce(s.started_at, clock_timestamp()), fraction = 0
    FROM run r
   WHERE s.run_id = p_run AND s.name = p_step AND s.tenant_id = p_tenant AND s.epoch = p_epoch
     AND s.crashes <= p_may_have_crashed
     AND (s.status = 'dispatched' OR (s.status = 'running' AND s.lease_until < now()))
     AND r.id = s.run_id
  RETURNING jsonb_build_object(
    'claim', s.claim, 'crashes', s.crashes - 1, 'attempts', s.attempts, 'required', s.required,
    'failingForMs', coalesce(extract(epoch FROM now() - s.first_failed_at) * 1000, 0),
    'waitedMs', coalesce(round(extract(epoch FROM clock_timestamp() - s.dispatched_at) * 1000), 0),
    'meetingId', r.meeting_id, 'kind', r.kind, 'generation', r.generation, 'revision', r.revision, 'params', r.params,
    'attempt', r.attempt, 'othersEnded', CASE r.open_steps WHEN 1 THEN ended_steps(p_run, p_step) END) INTO v_claimed;
  RETURN v_claimed;
END;
$$;

-- Ends a run that has no open step, writes its event and the deliveries that follow from it. The caller holds its lock.
CREATE FUNCTION finish_run(p_tenant uuid, p_run uuid, p_finish jsonb) RETURNS jsonb
LANGUAGE plpgsql
AS $$
DECLARE
  v_run record;
  v_deliveries jsonb;
BEGIN
  UPDATE run r
     SET status = p_finish->>'status', finished_at = clock_timestamp(), waiting_until = NULL,
         engine = p_finish->>'engine', degraded = (p_finish->>'degraded')::boolean,
         status_detail = p_finish->>'statusDetail', error = nullif(p_finish->'error', 'null'),
         progress = CASE WHEN p_finish->>'status' IN ('completed', 'completed_with_gaps') THEN 100 ELSE progress END,
         started_at = (SELECT min(s.started_at) FROM step s WHERE s.run_id = r.id),
         totals = p_finish->'totals' || jsonb_build_object(
           'processingTimeMs', round(extract(epoch FROM clock_timestamp() - r.created_at) * 1000)),
         timings = p_finish->'timings', coverage = nullif(p_finish->'coverage', 'null')
   WHERE r.id = p_run AND r.tenant_id = p_tenant
  RETURNING r.meeting_id, r.kind, r.generation, r.totals INTO v_run;

  WITH fresh AS (
    INSERT INTO event (id, tenant_id, version, ordinal, type, subject, data)
    SELECT (e->>'id')::uuid, p_tenant, 0, (e->>'ordinal')::integer, e->>'type', p_run::text,
           e->'data' || jsonb_build_object('meetingId', v_run.meeting_id, 'kind', v_run.kind,
                                           'generation', v_run.generation, 'totals', v_run.totals)
      FROM (SELECT p_finish->'event' AS e) given
    ON CONFLICT (id) DO NOTHING
    RETURNING id, type
  ), written AS (
    INSERT INTO delivery (id, tenant_id, event_id, webhook_id, target, status, epoch, dispatched_at)
    SELECT gen_random_uuid(), p_tenant, fresh.id, w.id, 'webhook:' || w.id, 'dispatched', 1, now()
      FROM fresh JOIN webhook w ON w.tenant_id = p_tenant AND w.active AND w.deleted_at IS NULL
       AND (fresh.type = ANY (w.events) OR '*' = ANY (w.events))
    RETURNING id
  )
  SELECT coalesce(jsonb_agg(id), '[]') INTO v_deliveries FROM written;
  RETURN jsonb_build_object('deliveryIds', v_deliveries, 'backlog', ledger_has_backlog(),
                            'durationMs', v_run.totals->'processingTimeMs');
END;
$$;

-- Ends a step, conditional on its claim; releases or skips its dependants and counts the run down, under the lock on
-- the run, so that of any number of steps that end together exactly one fires the join. A dependant whose queue is in
-- p_continue is dispatched and claimed at once by the caller, which has room for it: it does not travel through BullMQ.
-- A last step ends its run with p_finish. Without that it is left alone, and the caller is told how the others ended; or,
-- where p_last_allowed, it is ended for the caller to finish the run in the same transaction.
CREATE FUNCTION end_step(
  p_tenant uuid, p_run uuid, p_step text, p_claim integer, p_status text, p_fields jsonb, p_last_allowed boolean,
  p_continue text[], p_lease_ms integer, p_finish jsonb
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
  v_result jsonb;
BEGIN
  PERFORM set_config('tl.tenant', p_tenant::text, true);
  SELECT r.open_steps, r.traceparent, r.turn, r.meeting_id, r.kind, r.generation, r.revision, r.params, r.attempt INTO v_run
    FROM run r WHERE r.id = p_run AND r.tenant_id = p_tenant FOR UPDATE;
  IF NOT FOUND THEN RETURN jsonb_build_object('outcome', 'fenced'); END IF;
  v_open := v_run.open_steps;
  IF v_open <= 1 AND p_finish IS NULL AND NOT p_last_allowed THEN
    RETURN jsonb_build_object('outcome', 'last', 'steps', ended_steps(p_run, p_step));
  END IF;

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
  ELSIF v_open > 1 THEN
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
      RETURNING name, queue, epoch, claim, attempts, required, status
    )
    SELECT jsonb_agg(jsonb_build_object('step', name, 'queue', queue, 'epoch', epoch, 'claim', claim, 'attempts', attempts,
                                        'required', required, 'claimed', status = 'running')) INTO v_dispatch
      FROM released WHERE status <> 'waiting';
  END IF;

  v_open := v_open - 1 - v_skipped;
  IF v_open > 0 THEN
    SELECT 100 * coalesce(sum(share) FILTER (WHERE status = 'done'), 0)
             / greatest(sum(share) FILTER (WHERE status <> 'skipped'), 1),
           CASE WHEN bool_or(status IN ('dispatched', 'running') OR (status = 'ready' AND next_at IS NULL)) THEN NULL
                ELSE min(next_at) FILTER (WHERE status = 'ready') END
      INTO v_progress, v_waiting_until
      FROM step WHERE run_id = p_run;
    UPDATE run
       SET open_steps = v_open, progress = greatest(progress, least(v_progress, 99)), waiting_until = v_waiting_until
     WHERE id = p_run;
  ELSE
    UPDATE run SET open_steps = 0 WHERE id = p_run;
  END IF;

  v_result := jsonb_build_object('outcome', 'ended', 'open', v_open, 'run', to_jsonb(v_run), 'dispatch', coalesce(v_dispatch, '[]'));
  IF v_open = 0 AND p_finish IS NOT NULL THEN
    RETURN v_result || jsonb_build_object('finished', finish_run(p_tenant, p_run, p_finish));
  ELSIF v_open = 0 THEN
    RETURN v_result || jsonb_build_object('steps', ended_steps(p_run, NULL));
  ELSIF v_open = 1 AND v_dispatch IS NOT NULL THEN
    RETURN v_result || jsonb_build_object('steps', ended_steps(p_run, v_dispatch->0->>'step'));
  END IF;
  RETURN v_result;
END;
$$;

-- ---------------------------------------------------------------- owners
-- A new owner must be allowed to create in the schema, for this moment only.
REVOKE ALL ON FUNCTION ledger_has_room(integer, uuid, text), ledger_has_backlog(), admit_runs(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger_has_room(integer, uuid, text), ledger_has_backlog() TO tl_app;
GRANT EXECUTE ON FUNCTION admit_runs(integer) TO tl_dispatch;
GRANT CREATE ON SCHEMA public TO tl_dispatch;
ALTER FUNCTION ledger_has_room(integer, uuid, text) OWNER TO tl_dispatch;
ALTER FUNCTION ledger_has_backlog() OWNER TO tl_dispatch;
REVOKE CREATE ON SCHEMA public FROM tl_dispatch;
