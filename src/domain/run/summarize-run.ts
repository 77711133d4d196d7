import { outcomeOf, type RunStatus, type StepStatus } from './run.ts'

export type StepError = { code: string; message: string; retryable: boolean }

/** What was read of a transcript, by segments from and to (both included). */
export type Coverage = {
  segments: number
  read: number
  gaps: { from: number; to: number; reason: string; engine: string }[]
  /** Which engine read what, and which parts of the work it left to another one for which reason. */
  parts: { from: number; to: number; engine: string; fallbacks: { part: string; reason: string }[] }[]
}

export type EndedStep = {
  name: string
  status: StepStatus
  required: boolean
  attempts: number
  engine: string | null
  degraded: boolean
  gaps: boolean
  error: StepError | null
  totals: Record<string, number>
  timings: Record<string, number>
  coverage: Coverage | null
}

export type RunSummary = {
  status: RunStatus
  engine: string | null
  degraded: boolean
  totals: Record<string, number>
  timings: Record<string, number>
  coverage: Coverage | null
  statusDetail: string | null
  error: (StepError & { step: string }) | null
}

/** What a run says of itself once all its steps have ended. */
export const summarizeRun = (steps: readonly EndedStep[]): RunSummary => {
  const status = outcomeOf(steps)
  const engines = new Set(steps.flatMap((step) => (step.engine === null ? [] : [step.engine])))
  const culprit = steps.find(
    (step) => step.error !== null && step.status !== 'done' && (step.required || status === 'completed_with_gaps'),
  )
  const error = culprit?.error ? { ...culprit.error, step: culprit.name } : null
  const totals = sum(steps.map((step) => step.totals))
  const coverage = steps.find((step) => step.coverage !== null)?.coverage ?? null
  return {
    status,
    engine: engines.size > 1 ? 'mixed' : ([...engines][0] ?? null),
    degraded: steps.some((step) => step.degraded),
    totals: {
      ...totals,
      retries: steps.reduce((total, step) => total + Math.max(0, step.attempts - 1), 0),
    },
    timings: sum(steps.map((step) => step.timings)),
    coverage,
    statusDetail: error ? `${error.step}: ${error.message}` : noteOf(totals, coverage),
    error,
  }
}

/** What whoever looks at the run should know although it went through. */
const noteOf = ({ injectionCount = 0 }: Record<string, number>, coverage: Coverage | null): string | null => {
  const instead = coverage?.parts.filter((part) => part.fallbacks.length > 0) ?? []
  const reasons = new Set(instead.flatMap((part) => part.fallbacks.map((fallback) => fallback.reason)))
  const passages = injectionCount === 1 ? '1 passage gives orders' : `${injectionCount} passages give orders`
  const notes = [
    ...(instead.length > 0 ? [`rules read part of it in place of a model (${[...reasons].join(', ')})`] : []),
    ...(injectionCount > 0 ? [`${passages} to whoever reads the transcript; ignored`] : []),
  ]
  return notes.length > 0 ? notes.join('; ') : null
}

const sum = (parts: readonly Record<string, number>[]): Record<string, number> => {
  const total: Record<string, number> = {}
  for (const part of parts) for (const [name, value] of Object.entries(part)) total[name] = (total[name] ?? 0) + value
  return total
}
