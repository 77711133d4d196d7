-- Made by `npm run db:migration` from prisma/schema.prisma; not edited by hand.

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "tenant" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "suspended_at" TIMESTAMPTZ(3),
    "limits" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "tenant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "action" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "key_id" UUID,
    "user_id" TEXT,
    "target" TEXT,
    "request_id" TEXT NOT NULL,
    "trace_id" TEXT NOT NULL,

    CONSTRAINT "audit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "tenant_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "status" INTEGER,
    "response" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("tenant_id","key")
);

-- CreateTable
CREATE TABLE "tenant_head" (
    "tenant_id" UUID NOT NULL,
    "version" BIGINT NOT NULL DEFAULT 0,
    "names_version" BIGINT NOT NULL DEFAULT 0,
    "model_version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "tenant_head_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "tracking_model" (
    "tenant_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tracking_model_pkey" PRIMARY KEY ("tenant_id","version")
);

-- CreateTable
CREATE TABLE "persona" (
    "tenant_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "goals" TEXT[],
    "guidelines" JSONB NOT NULL DEFAULT '{}',
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "persona_pkey" PRIMARY KEY ("tenant_id","code")
);

-- CreateTable
CREATE TABLE "meeting" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "identity" TEXT NOT NULL,
    "external_id" TEXT,
    "source" TEXT NOT NULL,
    "source_url" TEXT,
    "content_hash" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "precision" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "order_key" TEXT NOT NULL,
    "project" TEXT,
    "account" TEXT,
    "series" TEXT,
    "language" TEXT,
    "participants" JSONB NOT NULL DEFAULT '[]',
    "user_id" TEXT,
    "extras" JSONB NOT NULL DEFAULT '{}',
    "personas" TEXT[],
    "lenses" TEXT[],
    "questions" TEXT[],
    "instructions" TEXT,
    "priority" TEXT NOT NULL DEFAULT 'normal',
    "skip" TEXT[],
    "tracking_model" TEXT,
    "generation" INTEGER NOT NULL DEFAULT 1,
    "live_generation" INTEGER NOT NULL DEFAULT 0,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "live_revision" INTEGER NOT NULL DEFAULT 0,
    "model_version" INTEGER NOT NULL DEFAULT 0,
    "insight_generation" INTEGER NOT NULL DEFAULT 0,
    "degraded_generation" INTEGER NOT NULL DEFAULT 0,
    "degraded_at" TIMESTAMPTZ(3),
    "degraded_passes" BOOLEAN NOT NULL DEFAULT true,
    "upgrade_tries" INTEGER NOT NULL DEFAULT 0,
    "segment_count" INTEGER NOT NULL DEFAULT 0,
    "word_count" INTEGER NOT NULL DEFAULT 0,
    "trace_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),
    "retracted_at" TIMESTAMPTZ(3),

    CONSTRAINT "meeting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "transcript" (
    "tenant_id" UUID NOT NULL,
    "meeting_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "format" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "transcript_pkey" PRIMARY KEY ("tenant_id","meeting_id","revision")
);

-- CreateTable
CREATE TABLE "segment" (
    "tenant_id" UUID NOT NULL,
    "meeting_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "index" INTEGER NOT NULL,
    "speaker" TEXT,
    "role" TEXT,
    "start_ms" INTEGER,
    "end_ms" INTEGER,
    "text" TEXT NOT NULL,

    CONSTRAINT "segment_pkey" PRIMARY KEY ("tenant_id","meeting_id","revision","index")
);

-- CreateTable
CREATE TABLE "run" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "meeting_id" UUID,
    "kind" TEXT NOT NULL,
    "generation" INTEGER NOT NULL DEFAULT 0,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "status" TEXT NOT NULL,
    "priority" TEXT NOT NULL,
    "turn" INTEGER NOT NULL DEFAULT 0,
    "open_steps" INTEGER NOT NULL,
    "params" JSONB NOT NULL DEFAULT '{}',
    "progress" INTEGER NOT NULL DEFAULT 0,
    "attempt" INTEGER NOT NULL DEFAULT 1,
    "waiting_until" TIMESTAMPTZ(3),
    "engine" TEXT,
    "degraded" BOOLEAN NOT NULL DEFAULT false,
    "status_detail" TEXT,
    "totals" JSONB NOT NULL DEFAULT '{}',
    "timings" JSONB NOT NULL DEFAULT '{}',
    "coverage" JSONB,
    "error" JSONB,
    "traceparent" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "admitted_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "step" (
    "run_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "tenant_id" UUID NOT NULL,
    "queue" TEXT NOT NULL,
    "needs" TEXT[],
    "required" BOOLEAN NOT NULL,
    "share" INTEGER NOT NULL DEFAULT 1,
    "status" TEXT NOT NULL,
    "pending" INTEGER NOT NULL,
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "claim" INTEGER NOT NULL DEFAULT 0,
    "crashes" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "dispatched_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "next_at" TIMESTAMPTZ(3),
    "first_failed_at" TIMESTAMPTZ(3),
    "ready_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "detail" TEXT,
    "fraction" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "engine" TEXT,
    "degraded" BOOLEAN NOT NULL DEFAULT false,
    "gaps" BOOLEAN NOT NULL DEFAULT false,
    "error" JSONB,
    "result" JSONB,
    "totals" JSONB NOT NULL DEFAULT '{}',
    "timings" JSONB NOT NULL DEFAULT '{}',
    "coverage" JSONB,

    CONSTRAINT "step_pkey" PRIMARY KEY ("run_id","name")
);

-- CreateTable
CREATE TABLE "memo" (
    "tenant_id" UUID NOT NULL,
    "meeting_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "memo_pkey" PRIMARY KEY ("tenant_id","meeting_id","key")
);

-- CreateTable
CREATE TABLE "recovery" (
    "tenant_id" UUID NOT NULL,
    "run_ids" UUID[],
    "well" BOOLEAN NOT NULL DEFAULT false,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "recovery_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "model_call" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "run_id" UUID,
    "meeting_id" UUID,
    "step" TEXT,
    "trace_id" TEXT NOT NULL,
    "task" TEXT NOT NULL,
    "prompt_version" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "served_by" TEXT,
    "attempt" INTEGER NOT NULL,
    "price_class" TEXT NOT NULL DEFAULT 'standard',
    "input_tokens" INTEGER,
    "cache_read_tokens" INTEGER,
    "cache_write_tokens" INTEGER,
    "output_tokens" INTEGER,
    "reasoning_tokens" INTEGER,
    "price_version" TEXT,
    "cost" DECIMAL(20,10),
    "latency_ms" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "status" INTEGER,
    "instructions_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_call_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_answer" (
    "tenant_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "meeting_id" UUID,
    "holder" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "reply" JSONB,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "model_answer_pkey" PRIMARY KEY ("tenant_id","key")
);

-- CreateTable
CREATE TABLE "model_spend" (
    "tenant_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "cost" DECIMAL(20,10) NOT NULL DEFAULT 0,
    "calls" INTEGER NOT NULL DEFAULT 0,
    "alerted_at" TIMESTAMPTZ(3),

    CONSTRAINT "model_spend_pkey" PRIMARY KEY ("tenant_id","day")
);

-- CreateTable
CREATE TABLE "model_limit" (
    "provider" TEXT NOT NULL,
    "requests_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "tokens_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "cool_until" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "strikes" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "model_limit_pkey" PRIMARY KEY ("provider")
);

-- CreateTable
CREATE TABLE "model_slot" (
    "provider" TEXT NOT NULL,
    "holder" UUID NOT NULL,
    "lease_until" TIMESTAMPTZ(3) NOT NULL,
    "waiting_since" TIMESTAMPTZ(6),

    CONSTRAINT "model_slot_pkey" PRIMARY KEY ("provider","holder")
);

-- CreateTable
CREATE TABLE "name" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "surface" TEXT NOT NULL,
    "imported" BOOLEAN NOT NULL DEFAULT false,
    "guessed" BOOLEAN NOT NULL DEFAULT false,
    "live" BOOLEAN NOT NULL DEFAULT true,
    "first_key" TEXT NOT NULL,
    "names_version" BIGINT NOT NULL,
    "entity_id" UUID NOT NULL,
    "contest" JSONB,

    CONSTRAINT "name_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "name_source" (
    "tenant_id" UUID NOT NULL,
    "name_id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "surface" TEXT NOT NULL,
    "guessed" BOOLEAN NOT NULL DEFAULT false,
    "order_key" TEXT NOT NULL,

    CONSTRAINT "name_source_pkey" PRIMARY KEY ("tenant_id","name_id","source_id")
);

-- CreateTable
CREATE TABLE "mention" (
    "tenant_id" UUID NOT NULL,
    "meeting_id" UUID NOT NULL,
    "name_id" UUID NOT NULL,
    "segment" INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "surface" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "score" INTEGER NOT NULL,

    CONSTRAINT "mention_pkey" PRIMARY KEY ("tenant_id","meeting_id","segment","start","name_id")
);

-- CreateTable
CREATE TABLE "observation" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "meeting_id" UUID NOT NULL,
    "generation" INTEGER NOT NULL,
    "segment" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "order_key" TEXT NOT NULL,
    "stated_name" UUID,
    "name_id" UUID,
    "type_hint" TEXT,
    "within" JSONB,
    "dim" TEXT NOT NULL,
    "op" TEXT NOT NULL,
    "value" TEXT,
    "stated_value_name" UUID,
    "value_name" UUID,
    "value_key" TEXT,
    "modality" TEXT NOT NULL,
    "effective_at" TEXT,
    "basis" TEXT NOT NULL DEFAULT 'told',
    "confidence" INTEGER NOT NULL,
    "cue" TEXT NOT NULL,
    "quote" TEXT NOT NULL,
    "speaker" TEXT,
    "start_ms" INTEGER,
    "start" INTEGER NOT NULL DEFAULT 0,
    "live" BOOLEAN NOT NULL DEFAULT true,
    "link" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "observation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fact" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "name_id" UUID,
    "other_name_id" UUID,
    "meeting_id" UUID,
    "dim" TEXT,
    "op" TEXT,
    "value" TEXT,
    "value_name" UUID,
    "value_key" TEXT,
    "other_key" TEXT,
    "order_key" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3),
    "note" TEXT,
    "actor" TEXT,
    "prompt_version" TEXT,
    "version" BIGINT NOT NULL,
    "names_version" BIGINT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "fact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "meeting_words" (
    "tenant_id" UUID NOT NULL,
    "meeting_id" UUID NOT NULL,
    "words" INTEGER[],

    CONSTRAINT "meeting_words_pkey" PRIMARY KEY ("tenant_id","meeting_id")
);

-- CreateTable
CREATE TABLE "entity" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "merged_into" UUID,
    "live" BOOLEAN NOT NULL DEFAULT true,
    "first_seen" TIMESTAMPTZ(3),
    "last_seen" TIMESTAMPTZ(3),
    "folded_key" TEXT NOT NULL DEFAULT '',
    "version" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "entity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "state" (
    "tenant_id" UUID NOT NULL,
    "entity_id" UUID NOT NULL,
    "dim" TEXT NOT NULL,
    "item" TEXT NOT NULL DEFAULT '',
    "type" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "value_entity" UUID,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "order_key" TEXT NOT NULL,
    "confidence" INTEGER NOT NULL,
    "evidence" JSONB NOT NULL,
    "version" BIGINT NOT NULL,

    CONSTRAINT "state_pkey" PRIMARY KEY ("tenant_id","entity_id","dim","item")
);

-- CreateTable
CREATE TABLE "transition" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "entity_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "dim" TEXT NOT NULL,
    "item" TEXT NOT NULL DEFAULT '',
    "from_value" TEXT,
    "to_value" TEXT,
    "from_since" TIMESTAMPTZ(3),
    "valid_at" TIMESTAMPTZ(3) NOT NULL,
    "order_key" TEXT NOT NULL,
    "meeting_id" UUID,
    "category" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "reason_source" TEXT NOT NULL,
    "confidence" INTEGER NOT NULL,
    "allowed" BOOLEAN NOT NULL DEFAULT true,
    "conflicting" JSONB NOT NULL DEFAULT '[]',
    "evidence" JSONB NOT NULL,
    "engine_version" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "superseded_at" TIMESTAMPTZ(3),
    "superseded_version" BIGINT,

    CONSTRAINT "transition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "suggestion" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name_id" UUID,
    "other_id" UUID,
    "meeting_id" UUID,
    "score" INTEGER NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "suggestion_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "insight" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "meeting_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "persona" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "owner" TEXT,
    "status" TEXT,
    "confidence" INTEGER NOT NULL,
    "evidence" JSONB NOT NULL,
    "engine" TEXT NOT NULL,
    "prompt_version" TEXT,
    "trace_id" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "project" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "insight_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "summary" (
    "tenant_id" UUID NOT NULL,
    "meeting_id" UUID NOT NULL,
    "persona" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "generation" INTEGER NOT NULL DEFAULT 0,
    "text" TEXT NOT NULL,
    "word_count" INTEGER NOT NULL,
    "profile" TEXT NOT NULL DEFAULT 'rich',
    "engine" TEXT NOT NULL,
    "model" TEXT,
    "prompt_version" TEXT,
    "evidence" JSONB NOT NULL DEFAULT '[]',
    "trace_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "summary_pkey" PRIMARY KEY ("tenant_id","meeting_id","persona","level")
);

-- CreateTable
CREATE TABLE "erasure" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "subject_id" UUID,
    "status" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT,
    "run_id" UUID,
    "counts" JSONB NOT NULL DEFAULT '{}',
    "digest" TEXT NOT NULL DEFAULT '',
    "verified" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "erasure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tombstone" (
    "tenant_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "erasure_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tombstone_pkey" PRIMARY KEY ("tenant_id","hash")
);

-- CreateTable
CREATE TABLE "event" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "events" TEXT[],
    "description" TEXT NOT NULL DEFAULT '',
    "secret" TEXT NOT NULL,
    "previous_secret" TEXT,
    "previous_until" TIMESTAMPTZ(3),
    "active" BOOLEAN NOT NULL DEFAULT true,
    "failing_since" TIMESTAMPTZ(3),
    "disabled_at" TIMESTAMPTZ(3),
    "disabled_reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "webhook_id" UUID,
    "target" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "claim" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "dispatched_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "next_at" TIMESTAMPTZ(3),
    "last_status" INTEGER,
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery_attempt" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "delivery_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "status" INTEGER,
    "error" TEXT,
    "excerpt" TEXT,

    CONSTRAINT "delivery_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");

-- CreateIndex
CREATE INDEX "api_key_tenant_id_idx" ON "api_key"("tenant_id");

-- CreateIndex
CREATE INDEX "audit_tenant_id_id_idx" ON "audit"("tenant_id", "id" DESC);

-- CreateIndex
CREATE INDEX "audit_tenant_id_target_id_idx" ON "audit"("tenant_id", "target", "id" DESC);

-- CreateIndex
CREATE INDEX "meeting_tenant_id_occurred_at_id_idx" ON "meeting"("tenant_id", "occurred_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "meeting_tenant_id_series_occurred_at_idx" ON "meeting"("tenant_id", "series", "occurred_at");

-- CreateIndex
CREATE UNIQUE INDEX "meeting_tenant_id_identity_key" ON "meeting"("tenant_id", "identity");

-- CreateIndex
CREATE INDEX "run_tenant_id_created_at_id_idx" ON "run"("tenant_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "run_tenant_id_meeting_id_idx" ON "run"("tenant_id", "meeting_id");

-- CreateIndex
CREATE INDEX "model_call_tenant_id_created_at_id_idx" ON "model_call"("tenant_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "model_call_tenant_id_run_id_idx" ON "model_call"("tenant_id", "run_id");

-- CreateIndex
CREATE INDEX "model_call_tenant_id_meeting_id_idx" ON "model_call"("tenant_id", "meeting_id");

-- CreateIndex
CREATE INDEX "model_answer_expires_at_idx" ON "model_answer"("expires_at");

-- CreateIndex
CREATE INDEX "model_answer_tenant_id_meeting_id_idx" ON "model_answer"("tenant_id", "meeting_id");

-- CreateIndex
CREATE INDEX "name_tenant_id_names_version_idx" ON "name"("tenant_id", "names_version");

-- CreateIndex
CREATE INDEX "name_tenant_id_entity_id_idx" ON "name"("tenant_id", "entity_id");

-- CreateIndex
CREATE INDEX "name_source_tenant_id_source_id_idx" ON "name_source"("tenant_id", "source_id");

-- CreateIndex
CREATE INDEX "mention_tenant_id_name_id_idx" ON "mention"("tenant_id", "name_id");

-- CreateIndex
CREATE INDEX "observation_tenant_id_meeting_id_idx" ON "observation"("tenant_id", "meeting_id");

-- CreateIndex
CREATE INDEX "observation_tenant_id_value_name_idx" ON "observation"("tenant_id", "value_name");

-- CreateIndex
CREATE INDEX "fact_tenant_id_name_id_idx" ON "fact"("tenant_id", "name_id");

-- CreateIndex
CREATE INDEX "fact_tenant_id_other_name_id_idx" ON "fact"("tenant_id", "other_name_id");

-- CreateIndex
CREATE INDEX "fact_tenant_id_meeting_id_idx" ON "fact"("tenant_id", "meeting_id");

-- CreateIndex
CREATE INDEX "fact_tenant_id_names_version_idx" ON "fact"("tenant_id", "names_version");

-- CreateIndex
CREATE INDEX "fact_tenant_id_group_id_idx" ON "fact"("tenant_id", "group_id");

-- CreateIndex
CREATE INDEX "fact_tenant_id_value_name_idx" ON "fact"("tenant_id", "value_name");

-- CreateIndex
CREATE INDEX "entity_tenant_id_type_name_idx" ON "entity"("tenant_id", "type", "name");

-- CreateIndex
CREATE INDEX "state_tenant_id_type_dim_value_since_idx" ON "state"("tenant_id", "type", "dim", "value", "since");

-- CreateIndex
CREATE INDEX "insight_tenant_id_kind_occurred_at_id_idx" ON "insight"("tenant_id", "kind", "occurred_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "insight_tenant_id_meeting_id_persona_kind_content_hash_key" ON "insight"("tenant_id", "meeting_id", "persona", "kind", "content_hash");

-- CreateIndex
CREATE INDEX "erasure_tenant_id_id_idx" ON "erasure"("tenant_id", "id" DESC);

-- CreateIndex
CREATE INDEX "event_tenant_id_version_ordinal_idx" ON "event"("tenant_id", "version", "ordinal");

-- CreateIndex
CREATE INDEX "webhook_tenant_id_idx" ON "webhook"("tenant_id");

-- CreateIndex
CREATE INDEX "delivery_tenant_id_created_at_id_idx" ON "delivery"("tenant_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "delivery_event_id_target_key" ON "delivery"("event_id", "target");

-- CreateIndex
CREATE INDEX "delivery_attempt_tenant_id_delivery_id_id_idx" ON "delivery_attempt"("tenant_id", "delivery_id", "id" DESC);
