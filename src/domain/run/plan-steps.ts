import { AppError } from '../errors.ts'

/** A step as the pipeline declares it. */
export type StepSpec = {
  name: string
  queue: string
  needs: readonly string[]
  /** False: the run can finish without it, and says `completed_with_gaps`. */
  required: boolean
  /** How much of the run it is, relative to the other steps. */
  share: number
}

export type PlannedStep = StepSpec & { status: 'ready' | 'waiting' | 'skipped'; pending: number; detail: string | null }

/** Marks a step that the submitter did not want; resuming a run leaves it out again. */
export const skippedOnRequest = 'skipped on request'

/** The rows of a run at its submission: all steps are there from the start, so a deploy cannot change its shape. */
export const planSteps = (pipeline: readonly StepSpec[], skip: readonly string[]): PlannedStep[] => {
  const names = new Set(pipeline.map((step) => step.name))
  const optional = new Set(pipeline.filter((step) => !step.required).map((step) => step.name))
  for (const name of skip) {
    if (optional.has(name)) continue
    const problem = names.has(name) ? 'cannot be left out' : 'is not a step of this pipeline'
    throw new AppError('invalid_request', `"${name}" ${problem}; optional are: ${[...optional].join(', ') || 'none'}`)
  }
  const skipped = new Set(skip)
  return pipeline.map((step) => {
    if (skipped.has(step.name)) return { ...step, status: 'skipped', pending: 0, detail: skippedOnRequest }
    const pending = step.needs.filter((need) => !skipped.has(need)).length
    return { ...step, status: pending === 0 ? 'ready' : 'waiting', pending, detail: null }
  })
}
