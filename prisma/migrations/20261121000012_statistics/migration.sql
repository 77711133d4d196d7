-- Postgres keeps samples of what is in a column to plan its queries by. Of columns in which words of people stand it keeps
-- none: samples would outlive an erasure, and to take them from long texts costs more than all other statistics together.
DO $$
DECLARE
  held text;
  of_table text;
  of_column text;
BEGIN
  FOREACH held IN ARRAY ARRAY[
    'meeting.identity', 'meeting.external_id', 'meeting.source_url', 'meeting.title', 'meeting.project', 'meeting.account',
    'meeting.series', 'meeting.participants', 'meeting.extras', 'meeting.questions', 'meeting.instructions',
    'transcript.body', 'segment.speaker', 'segment.text', 'memo.value', 'model_answer.reply', 'idempotency_key.response',
    'run.params', 'run.status_detail', 'run.coverage', 'run.error', 'step.detail', 'step.error', 'step.result', 'step.coverage',
    'name.scope', 'name.key', 'name.surface', 'name.contest', 'name_source.surface', 'mention.surface',
    'observation.within', 'observation.value', 'observation.value_key', 'observation.cue', 'observation.quote',
    'observation.speaker', 'observation.link', 'fact.value', 'fact.value_key', 'fact.other_key', 'fact.note',
    'entity.name', 'state.item', 'state.value', 'state.evidence', 'transition.item', 'transition.from_value',
    'transition.to_value', 'transition.reason', 'transition.conflicting', 'transition.evidence', 'suggestion.detail',
    'insight.body', 'insight.owner', 'insight.evidence', 'insight.project', 'summary.text', 'summary.evidence', 'event.data',
    'delivery.last_error', 'delivery_attempt.error', 'delivery_attempt.excerpt'
  ] LOOP
    of_table := split_part(held, '.', 1);
    of_column := split_part(held, '.', 2);
    EXECUTE format('ALTER TABLE public.%I ALTER COLUMN %I SET STATISTICS 0', of_table, of_column);
    -- What was sampled before this migration; servers before PostgreSQL 18 cannot forget it.
    IF to_regproc('pg_catalog.pg_clear_attribute_stats') IS NOT NULL THEN
      PERFORM pg_catalog.pg_clear_attribute_stats('public', of_table, of_column, false);
    END IF;
  END LOOP;
END
$$;
ALTER INDEX segment_text ALTER COLUMN 2 SET STATISTICS 0;
