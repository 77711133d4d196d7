import { describe, expect, it } from 'vitest'
import { pipelines } from '../../../../queues/pipeline.ts'
import { planRestart, planResume } from '../../../../src/domain/run/plan-resume.ts'
import { planSteps, skippedOnRequest } from '../../../../src/domain/run/plan-steps.ts'
import { decideFailure, defaultRetryPolicy } from '../../../../src/domain/run/retry.ts'
import type { StepStatus } from '../../../../src/domain/run/run.ts'

describe('planSteps', () => {
  it('makes steps without needs ready and lets the others wait for theirs', () => {
    expect(planSteps(pipelines.meeting, []).map(({ name, status, pending }) => [name, status, pending])).toEqual([
      ['normalize', 'ready', 0],
      ['extract', 'waiting', 1],
      ['reconcile', 'waiting', 1],
      ['reason', 'waiting', 1],
      ['summarize', 'waiting', 1],
    ])
  })

  it('leaves out an optional step, and refuses to leave out a required or unknown one by name', () => {
    const steps = planSteps(pipelines.meeting, ['summarize'])

    expect(steps.find((step) => step.name === 'summarize')).toMatchObject({
      status: 'skipped',
      detail: skippedOnRequest,
    })
    expect(() => planSteps(pipelines.meeting, ['extract'])).toThrow(
      '"extract" cannot be left out; optional are: reason, summarize',
    )
    expect(() => planSteps(pipelines.meeting, ['finalize'])).toThrow('"finalize" is not a step')
  })

  it('does not wait for a step that was left out', () => {
    const chain = [
      { name: 'a', queue: 'q', needs: [], required: false, share: 1 },
      { name: 'b', queue: 'q', needs: ['a'], required: true, share: 1 },
    ]

    expect(planSteps(chain, ['a']).map((step) => step.status)).toEqual(['skipped', 'ready'])
  })
})

describe('decideFailure', () => {
  const failure = { code: 'timeout' as const, retryable: true, retryAfterMs: undefined, failingForMs: 0 }

  it('waits as long as the trouble has lasted, from a second up to five minutes', () => {
    const delays = [0, 4_000, 60_000, 3_600_000].map((failingForMs) => decideFailure({ ...failure, failingForMs }, 0.5))

    expect(delays).toEqual([1_000, 4_000, 60_000, 300_000].map((delayMs) => ({ kind: 'retry', delayMs })))
  })

  it('spreads the wait by a fifth', () => {
    const [least, most] = [0, 1].map((random) => decideFailure({ ...failure, failingForMs: 10_000 }, random))

    expect([least, most]).toEqual([
      { kind: 'retry', delayMs: 8_000 },
      { kind: 'retry', delayMs: 12_000 },
    ])
  })

  it('waits at least as long as it was asked to', () => {
    expect(decideFailure({ ...failure, retryAfterMs: 90_000 }, 0.5)).toEqual({ kind: 'retry', delayMs: 90_000 })
  })

  it('parks once the budget would be overrun', () => {
    const { budgetMs } = defaultRetryPolicy

    expect(decideFailure({ ...failure, failingForMs: budgetMs - 300_000 }, 0.5).kind).toBe('retry')
    expect(decideFailure({ ...failure, failingForMs: budgetMs }, 0.5)).toEqual({ kind: 'park', code: 'exhausted' })
  })

  it('parks what cannot pass, and fails what its input is to blame for', () => {
    expect(decideFailure({ ...failure, code: 'internal', retryable: false }, 0)).toEqual({
      kind: 'park',
      code: 'internal',
    })
    expect(decideFailure({ ...failure, code: 'empty_transcript', retryable: false }, 0)).toEqual({
      kind: 'fail',
      code: 'empty_transcript',
    })
  })
})

describe('planResume', () => {
  const steps = (statuses: Record<string, StepStatus>, skipped: string[] = []) =>
    pipelines.meeting.map((step) => ({
      name: step.name,
      needs: step.needs,
      status: statuses[step.name] ?? 'done',
      detail: skipped.includes(step.name) ? skippedOnRequest : null,
    }))

  it('opens what failed and what was skipped because of it', () => {
    const parked = steps({ extract: 'parked', reconcile: 'skipped', reason: 'skipped', summarize: 'skipped' })

    expect(planResume(parked)).toEqual([
      { name: 'extract', pending: 0 },
      { name: 'reconcile', pending: 1 },
      { name: 'reason', pending: 1 },
      { name: 'summarize', pending: 1 },
    ])
  })

  it('keeps what is done beside it', () => {
    expect(planResume(steps({ reason: 'failed' }))).toEqual([{ name: 'reason', pending: 0 }])
  })

  it('opens a named step with everything that depends on it, but nothing that was not wanted', () => {
    expect(planResume(steps({ summarize: 'skipped' }, ['summarize']), 'extract').map((step) => step.name)).toEqual([
      'extract',
      'reconcile',
      'reason',
    ])
  })

  it('opens what was cancelled', () => {
    expect(planResume(steps({ reason: 'cancelled' }))).toEqual([{ name: 'reason', pending: 0 }])
  })

  it('opens nothing that was not wanted, even where all is replayed', () => {
    expect(planRestart(steps({ summarize: 'skipped' }, ['summarize'])).map((step) => step.name)).not.toContain(
      'summarize',
    )
  })

  it('opens all steps of a run that is replayed', () => {
    expect(planRestart(steps({})).map((step) => step.pending)).toEqual([0, 1, 1, 1, 1])
  })

  it('says that there is nothing to do', () => {
    expect(() => planResume(steps({}))).toThrow('every step of the run is done')
    expect(() => planResume(steps({}), 'publish')).toThrow(
      'the run has no step "publish"; its steps are: normalize, extract, reconcile, reason, summarize',
    )
  })
})
