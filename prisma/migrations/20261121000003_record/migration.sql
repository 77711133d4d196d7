-- Which meetings may contain a name that is new to the tenant. The words are numbers that are salted with the tenant, so
-- that tenants share no list of the index; a collision costs a look into one meeting more.
CREATE INDEX meeting_words_words ON meeting_words USING gin (words);

GRANT SELECT ON meeting_words TO tl_search;
CREATE POLICY search ON meeting_words FOR SELECT TO tl_search USING (true);

-- Meetings whose words include all of one of the needles: {"words": [[1, 2], [3]]}. A superset for spotting, which decides.
-- Under a policy Postgres may not use the index, hence a function that filters on the tenant itself.
CREATE FUNCTION meetings_with_words(needles jsonb, max_rows int)
  RETURNS TABLE (meeting_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    WITH asked AS MATERIALIZED (
      SELECT DISTINCT ARRAY(SELECT word::int FROM jsonb_array_elements_text(needle) word) AS words
        FROM jsonb_array_elements(needles) needle
    )
    SELECT DISTINCT w.meeting_id
      FROM asked
      JOIN public.meeting_words w ON w.words @> asked.words
     WHERE w.tenant_id = NULLIF(current_setting('tl.tenant', true), '')::uuid
     ORDER BY w.meeting_id
     LIMIT max_rows
  $$;

REVOKE ALL ON FUNCTION meetings_with_words(jsonb, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION meetings_with_words(jsonb, int) TO tl_app;
GRANT CREATE ON SCHEMA public TO tl_search;
ALTER FUNCTION meetings_with_words(jsonb, int) OWNER TO tl_search;
REVOKE CREATE ON SCHEMA public FROM tl_search;

-- Who has a free text stated of them, once a verdict says that it means the same as another one.
CREATE INDEX observation_texts ON observation (tenant_id, dim, value_key) WHERE value_key IS NOT NULL;
CREATE INDEX fact_texts ON fact (tenant_id, dim, value_key) WHERE value_key IS NOT NULL;
