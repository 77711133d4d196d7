-- Limits of model providers over all processes, and the cache of answers.
--
-- model_limit and model_slot belong to no tenant: a provider does not care whose call it is. They hold names of
-- providers, random ids and moments, nothing of anybody's meetings.

DO $$
DECLARE
  hot text;
BEGIN
  FOREACH hot IN ARRAY ARRAY['model_limit', 'model_slot', 'model_spend'] LOOP
    EXECUTE format('ALTER TABLE public.%I SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.01, '
      'autovacuum_vacuum_threshold = 500, autovacuum_vacuum_cost_delay = 0)', hot);
  END LOOP;
END
$$;

-- Lets a call through or says how long to wait. Requests and tokens pace a theoretical arrival time (GCRA): a call may be
-- early by the slack and moves that time on by its own share. Those that were refused stand in line, one per process, and
-- whoever is behind counts those before. All of it under the lock of one row, for as long as this statement takes.
-- Null shares: no such limit. A lost second of this bookkeeping is no loss, so no commit waits for the disk.
CREATE FUNCTION admit_model_call(
  to_provider text, new_holder uuid, max_calls int,
  request_ms float8, request_slack_ms float8, tokens_ms float8, tokens_slack_ms float8, lease_ms int
) RETURNS TABLE (wait_ms float8, why text)
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
  AS $$
DECLARE
  known model_limit;
  moment timestamptz;
  mine timestamptz;
  ahead int := 0;
  flying int := 0;
BEGIN
  IF max_calls IS NULL AND request_ms IS NULL AND tokens_ms IS NULL THEN
    SELECT * INTO known FROM model_limit l WHERE l.provider = to_provider;
    wait_ms := greatest(0, coalesce(extract(epoch FROM known.cool_until - clock_timestamp()) * 1000, 0));
    why := CASE WHEN wait_ms > 0 THEN 'cooling' END;
    RETURN NEXT;
    RETURN;
  END IF;

  PERFORM set_config('synchronous_commit', 'off', true);
  LOOP
    SELECT * INTO known FROM model_limit l WHERE l.provider = to_provider FOR UPDATE;
    EXIT WHEN FOUND;
    INSERT INTO model_limit (provider) VALUES (to_provider) ON CONFLICT DO NOTHING;
  END LOOP;
  moment := clock_timestamp();

  DELETE FROM model_slot s WHERE s.provider = to_provider AND s.lease_until <= moment;
  SELECT s.waiting_since INTO mine FROM model_slot s WHERE s.provider = to_provider AND s.holder = new_holder;
  SELECT count(*) FILTER (WHERE s.waiting_since < coalesce(mine, 'infinity')), count(*) FILTER (WHERE s.waiting_since IS NULL)
    INTO ahead, flying
    FROM model_slot s WHERE s.provider = to_provider AND s.holder <> new_holder;

  SELECT w.ms, w.name INTO wait_ms, why
    FROM (VALUES
      (extract(epoch FROM known.cool_until - moment) * 1000, 'cooling'),
      (extract(epoch FROM known.requests_at - moment) * 1000 + ahead * request_ms - request_slack_ms, 'requests'),
      (extract(epoch FROM known.tokens_at - moment) * 1000 + ahead * tokens_ms - tokens_slack_ms, 'tokens'),
      -- When a call will end is not known: the first in line looks often, the others less.
      (CASE WHEN flying + ahead >= max_calls THEN 25 * (1 + ahead) END, 'calls')
    ) AS w (ms, name)
   WHERE w.ms > 0
   ORDER BY w.ms DESC LIMIT 1;

  IF FOUND THEN
    INSERT INTO model_slot (provider, holder, lease_until, waiting_since)
    VALUES (to_provider, new_holder, moment + interval '4 seconds', moment)
    ON CONFLICT (provider, holder) DO UPDATE SET lease_until = excluded.lease_until;
    RETURN NEXT;
    RETURN;
  END IF;

  IF max_calls IS NOT NULL THEN
    INSERT INTO model_slot (provider, holder, lease_until)
    VALUES (to_provider, new_holder, moment + lease_ms * interval '1 millisecond')
    ON CONFLICT (provider, holder) DO UPDATE SET lease_until = excluded.lease_until, waiting_since = NULL;
  ELSIF mine IS NOT NULL THEN
    DELETE FROM model_slot s WHERE s.provider = to_provider AND s.holder = new_holder;
  END IF;
  IF request_ms IS NOT NULL OR tokens_ms IS NOT NULL THEN
    UPDATE model_limit l
       SET requests_at = CASE WHEN request_ms IS NULL THEN l.requests_at
                              ELSE greatest(l.requests_at, moment) + request_ms * interval '1 millisecond' END,
           tokens_at = CASE WHEN tokens_ms IS NULL THEN l.tokens_at
                            ELSE greatest(l.tokens_at, moment) + tokens_ms * interval '1 millisecond' END
     WHERE l.provider = to_provider;
  END IF;
  wait_ms := 0;
  RETURN NEXT;
END
$$;

-- A call has ended, or will not be made: its slot is free, its tokens are those it really took, and a provider that asked
-- for a rest gets one from everybody. Several calls that were refused at once are one refusal.
CREATE FUNCTION settle_model_call(
  to_provider text, old_holder uuid, more_tokens_ms float8, rate_limited boolean, retry_after_ms float8, answered boolean
) RETURNS void
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
  AS $$
DECLARE
  moment timestamptz := clock_timestamp();
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  DELETE FROM model_slot s WHERE s.provider = to_provider AND s.holder = old_holder;
  IF more_tokens_ms <> 0 THEN
    UPDATE model_limit l
       SET tokens_at = CASE WHEN more_tokens_ms > 0 THEN greatest(l.tokens_at, moment) ELSE l.tokens_at END
                     + more_tokens_ms * interval '1 millisecond'
     WHERE l.provider = to_provider;
  END IF;
  IF rate_limited THEN
    INSERT INTO model_limit AS l (provider, cool_until, strikes)
    VALUES (to_provider, moment + coalesce(retry_after_ms, 1000) * interval '1 millisecond', 1)
    ON CONFLICT (provider) DO UPDATE
       SET cool_until = greatest(l.cool_until, moment + interval '1 millisecond' * CASE
             WHEN retry_after_ms IS NOT NULL THEN retry_after_ms
             WHEN l.cool_until > moment THEN 0
             ELSE least(1000 * 2 ^ least(l.strikes, 10), 60000) END),
           strikes = l.strikes + CASE WHEN l.cool_until > moment THEN 0 ELSE 1 END;
  ELSIF answered THEN
    UPDATE model_limit l SET strikes = 0 WHERE l.provider = to_provider AND l.strikes > 0 AND l.cool_until <= moment;
  END IF;
END
$$;

REVOKE ALL ON FUNCTION admit_model_call(text, uuid, int, float8, float8, float8, float8, int),
  settle_model_call(text, uuid, float8, boolean, float8, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION admit_model_call(text, uuid, int, float8, float8, float8, float8, int),
  settle_model_call(text, uuid, float8, boolean, float8, boolean) TO tl_app;

-- Answers that nobody may read any more are removed for all tenants at once; the dispatcher sees that they are old, and
-- nothing else of them.
GRANT SELECT (expires_at), DELETE ON model_answer TO tl_dispatch;
CREATE POLICY dispatch_reads_age ON model_answer FOR SELECT TO tl_dispatch USING (expires_at < now());
CREATE POLICY dispatch_removes ON model_answer FOR DELETE TO tl_dispatch USING (expires_at < now());
