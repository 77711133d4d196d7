import { AppError } from '../errors.ts'
import { skippedOnRequest } from './plan-steps.ts'
import type { StepStatus } from './run.ts'

export type ResumableStep = { name: string; status: StepStatus; needs: readonly string[]; detail: string | null }

export type ReopenedStep = { name: string; pending: number }

/**
 * Which steps of an ended run are done again: `from` and all that depends on it, or without it whatever did not get
 * done. Results of other steps are kept, so their `needs` count as met.
 */
export const planResume = (steps: readonly ResumableStep[], from?: string): ReopenedStep[] => {
  if (from !== undefined && !steps.some((step) => step.name === from))
    throw new AppError(
      'invalid_request',
      `the run has no step "${from}"; its steps are: ${steps.map((step) => step.name).join(', ')}`,
    )
  const seeds = steps.filter((step) => (from === undefined ? isUnfinished(step) : step.name === from))
  if (seeds.length === 0) throw new AppError('conflict', 'every step of the run is done; name a step to start from')
  return reopen(steps, seeds)
}

/** All steps of an ended run, but those that its submitter did not want. */
export const planRestart = (steps: readonly ResumableStep[]): ReopenedStep[] =>
  reopen(
    steps,
    steps.filter((step) => step.detail !== skippedOnRequest),
  )

const reopen = (steps: readonly ResumableStep[], seeds: readonly ResumableStep[]): ReopenedStep[] => {
  const reopened = new Set(seeds.map((step) => step.name))
  for (let grown = true; grown; ) {
    const dependants = steps.filter(
      (step) =>
        !reopened.has(step.name) && step.detail !== skippedOnRequest && step.needs.some((need) => reopened.has(need)),
    )
    for (const step of dependants) reopened.add(step.name)
    grown = dependants.length > 0
  }
  return steps
    .filter((step) => reopened.has(step.name))
    .map((step) => ({ name: step.name, pending: step.needs.filter((need) => reopened.has(need)).length }))
}

const isUnfinished = (step: ResumableStep): boolean =>
  step.status === 'failed' || step.status === 'parked' || step.status === 'cancelled'
