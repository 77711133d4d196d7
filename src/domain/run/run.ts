export const runKinds = ['meeting', 'reprocess', 'upgrade', 'respot', 'refold'] as const
export type RunKind = (typeof runKinds)[number]

export const runStatuses = [
  'accepted',
  'running',
  'completed',
  'completed_with_gaps',
  'failed',
  'parked',
  'cancelled',
] as const
export type RunStatus = (typeof runStatuses)[number]

export const stepStatuses = [
  'waiting',
  'ready',
  'dispatched',
  'running',
  'done',
  'skipped',
  'failed',
  'parked',
  'cancelled',
] as const
export type StepStatus = (typeof stepStatuses)[number]

const endedRun: ReadonlySet<RunStatus> = new Set(['completed', 'completed_with_gaps', 'failed', 'parked', 'cancelled'])
const endedStep: ReadonlySet<StepStatus> = new Set(['done', 'skipped', 'failed', 'parked', 'cancelled'])

export const isRunEnded = (status: RunStatus): boolean => endedRun.has(status)
export const isStepEnded = (status: StepStatus): boolean => endedStep.has(status)

export type StepOutcome = { name: string; status: StepStatus; required: boolean; gaps?: boolean }

/**
 * The status of a run all of whose steps have ended. A required step that parked parks the run (it can be replayed),
 * one that failed fails it; an optional one that did not get done, or a done step that reports gaps, leaves gaps.
 */
export const outcomeOf = (steps: readonly StepOutcome[]): RunStatus => {
  const required = steps.filter((step) => step.required)
  if (required.some((step) => step.status === 'cancelled')) return 'cancelled'
  if (required.some((step) => step.status === 'parked')) return 'parked'
  if (required.some((step) => step.status === 'failed')) return 'failed'
  const gap = steps.some((step) => step.gaps || step.status === 'failed' || step.status === 'parked')
  return gap ? 'completed_with_gaps' : 'completed'
}
