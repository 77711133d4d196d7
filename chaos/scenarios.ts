import type { Scenario } from './scenario.ts'
import { anyOrder } from './scenarios/any-order.ts'
import { apiDiesAfterAccept } from './scenarios/api-dies-after-accept.ts'
import { blockedLoop } from './scenarios/blocked-loop.ts'
import { clockSkew } from './scenarios/clock-skew.ts'
import { foreignJobs } from './scenarios/foreign-jobs.ts'
import { halfOpen } from './scenarios/half-open.ts'
import { hotSeries } from './scenarios/hot-series.ts'
import { hugeInput } from './scenarios/huge-input.ts'
import { killAtStep } from './scenarios/kill-at-step.ts'
import { killBeforeAck } from './scenarios/kill-before-ack.ts'
import { modelGarbles } from './scenarios/model-garbles.ts'
import { modelIsDown } from './scenarios/model-is-down.ts'
import { modelLimits } from './scenarios/model-limits.ts'
import { noisyTenant } from './scenarios/noisy-tenant.ts'
import { outOfMemory } from './scenarios/out-of-memory.ts'
import { poison } from './scenarios/poison.ts'
import { postgresRefuses } from './scenarios/postgres-refuses.ts'
import { postgresRestarts } from './scenarios/postgres-restarts.ts'
import { redisAwayAtIngest } from './scenarios/redis-away-at-ingest.ts'
import { redisForgets } from './scenarios/redis-forgets.ts'
import { redisIsFull } from './scenarios/redis-is-full.ts'
import { redisRestarts } from './scenarios/redis-restarts.ts'
import { rollingRestart } from './scenarios/rolling-restart.ts'
import { sameAtOnce } from './scenarios/same-at-once.ts'
import { storm } from './scenarios/storm.ts'
import { webhookIsDown } from './scenarios/webhook-is-down.ts'

/** In the order of the table of faults, and then all of them at once. */
export const scenarios: readonly Scenario[] = [
  ...[killAtStep, killBeforeAck, apiDiesAfterAccept, redisRestarts, redisForgets, redisAwayAtIngest, redisIsFull],
  ...[postgresRestarts, postgresRefuses, modelLimits, modelIsDown, modelGarbles, sameAtOnce, anyOrder, hotSeries],
  ...[clockSkew, poison, hugeInput, outOfMemory, rollingRestart, blockedLoop, halfOpen, noisyTenant, foreignJobs],
  ...[webhookIsDown, storm],
]
