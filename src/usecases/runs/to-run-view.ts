import { isStepEnded, type StepStatus } from '../../domain/run/run.ts'
import type { RunCallsRow } from '../../storage/read-run-calls.ts'
import type { RunRow, StepRow } from '../../storage/read-runs.ts'
import { iso, isoOrNull } from '../views/common.ts'
import { allTokens, costOf, dollars } from '../views/money.ts'
import type { RunView, StepView } from '../views/run-view.ts'

/** `calls` are the rows of this run; a run that asked no model has none, and cost nothing. */
export const toRunView = (row: RunRow, calls: readonly RunCallsRow[]): RunView => {
  const callsOf = (step: string | null) => calls.find((one) => one.runId === row.id && one.step === step)
  const steps = [...row.steps].sort(byOrder(row.steps)).map((step) => toStepView(step, callsOf(step.name)))
  const { traceparent, totals, coverage, error, ...run } = row
  return {
    ...(run as unknown as RunView),
    currentStep: currentStep(steps),
    steps,
    totals: toTotals(totals, callsOf(null)),
    coverage: (coverage ?? null) as RunView['coverage'],
    error: (error ?? null) as RunView['error'],
    traceId: traceparent.split('-')[1] ?? '',
    createdAt: iso(row.createdAt),
    startedAt: isoOrNull(row.startedAt),
    finishedAt: isoOrNull(row.finishedAt),
  }
}

const toStepView = (step: StepRow, calls: RunCallsRow | undefined): StepView => ({
  name: step.name,
  status: step.status as StepStatus,
  needs: step.needs,
  required: step.required,
  attempts: step.attempts,
  startedAt: normal(step.startedAt),
  finishedAt: normal(step.finishedAt),
  detail: step.detail,
  error:
    step.error === null
      ? null
      : {
          code: step.error.code ?? 'internal',
          message: step.error.message ?? '',
          retryable: step.error.retryable ?? false,
          nextAttemptAt: normal(step.nextAt),
        },
  engine: step.engine,
  tokens: calls === undefined ? 0 : calls.unknownTokenCalls > 0 ? null : allTokens(calls),
  cost: calls === undefined ? dollars('0') : costOf(calls),
})

/** Postgres writes times into JSON with its own offset and microseconds. */
const normal = (time: string | null): string | null => (time === null ? null : new Date(time).toISOString())

/** Steps after what they need; siblings by name. */
const byOrder = (steps: readonly StepRow[]): ((a: StepRow, b: StepRow) => number) => {
  const depth = new Map<string, number>()
  const depthOf = (name: string): number => {
    const known = depth.get(name)
    if (known !== undefined) return known
    depth.set(name, 0)
    const needs = steps.find((step) => step.name === name)?.needs ?? []
    const found = needs.length === 0 ? 0 : 1 + Math.max(...needs.map(depthOf))
    depth.set(name, found)
    return found
  }
  return (a, b) => depthOf(a.name) - depthOf(b.name) || (a.name < b.name ? -1 : 1)
}

/** The step that runs, else the one that is next; none once all have ended. */
const currentStep = (steps: readonly StepView[]): string | null =>
  (steps.find((step) => step.status === 'running') ?? steps.find((step) => !isStepEnded(step.status)))?.name ?? null

const toTotals = (totals: Record<string, number>, calls: RunCallsRow | undefined): RunView['totals'] => ({
  entityCount: totals.entityCount ?? 0,
  entitiesCreated: totals.entitiesCreated ?? 0,
  mentionCount: totals.mentionCount ?? 0,
  observationCount: totals.observationCount ?? 0,
  transitionCount: totals.transitionCount ?? 0,
  insightCount: totals.insightCount ?? 0,
  unsupportedCount: totals.unsupportedCount ?? 0,
  injectionCount: totals.injectionCount ?? 0,
  processingTimeMs: totals.processingTimeMs ?? null,
  retries: totals.retries ?? 0,
  modelCalls: calls?.calls ?? 0,
  cost: calls === undefined ? dollars('0') : costOf(calls),
})
