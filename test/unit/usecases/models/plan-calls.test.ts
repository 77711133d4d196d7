import { describe, expect, it } from 'vitest'
import { type Plan, planCalls, type TaskHistory } from '../../../../src/usecases/models/plan-calls.ts'

const plan = (more: Partial<Plan> = {}): Plan => ({
  ...{ chunks: 4, transcriptTokens: 16_000, batchSize: 20, steps: new Set(['extract', 'reason', 'summarize']) },
  questions: [{ task: 'extract_observations', calls: 4, input: 40_000 }],
  ...more,
})
const history: TaskHistory = { callsPerChunk: 1, inputPerCall: 9_000, outputPerCall: 500 }
const byTask = (...given: Parameters<typeof planCalls>) => new Map(planCalls(...given).map((task) => [task.task, task]))

describe('the calls of a meeting', () => {
  it('are those that the transcript decides, as they were counted', () => {
    expect(byTask(plan(), {}).get('extract_observations')).toMatchObject({ calls: 4, input: 40_000, basis: 'assumed' })
  })

  it('have answers as long as they were lately', () => {
    expect(byTask(plan(), { extract_observations: history }).get('extract_observations')).toMatchObject({
      ...{ input: 40_000, output: 2_000, basis: 'history' },
    })
  })

  it('about changes grow with the talk, in batches', () => {
    expect(byTask(plan(), {}).get('explain_transitions')).toMatchObject({ calls: 2 })
    expect(byTask(plan({ transcriptTokens: 400 }), {}).get('explain_transitions')).toMatchObject({
      calls: 1,
      input: 1_150,
    })
    expect(byTask(plan({ steps: new Set(['extract']) }), {}).has('explain_transitions')).toBe(false)
  })

  it('about the record are as often as lately, and none where it was never in doubt', () => {
    const seldom = { ...history, callsPerChunk: 0.5 }
    const lately = byTask(plan(), { extract_observations: history, judge_names: seldom })

    expect(lately.get('judge_names')).toMatchObject({ calls: 2, input: 18_000, output: 1_000, basis: 'history' })
    expect(lately.has('judge_values')).toBe(false)
    expect(byTask(plan(), {}).get('judge_values')).toMatchObject({ calls: 1, basis: 'assumed' })
  })

  it('are none where there is nothing to read', () => {
    expect(planCalls(plan({ chunks: 0, transcriptTokens: 0, questions: [] }), {})).toEqual([])
  })
})
