import { describe, expect, it } from 'vitest'
import { createMetrics, keepCounts, noMetrics } from '../../../src/platform/metrics.ts'

const lines = (body: string, name: string): string[] =>
  body.split('\n').filter((line) => line.startsWith(name) && !line.startsWith('#'))

describe('metrics', () => {
  it('of several processes are shown as one: counts add up, the least pool and the worst breaker count', async () => {
    const [one, two] = [createMetrics(), createMetrics()]
    one.count('llm_errors_total', { model: 'a/b', error_type: 'timeout' })
    two.count('llm_errors_total', { model: 'a/b', error_type: 'timeout' }, 2)
    one.observe('step_duration_seconds', { step: 'extract' }, 0.2)
    two.observe('step_duration_seconds', { step: 'extract' }, 3)
    one.set('llm_breaker_state', { model: 'a/b' }, 2)
    two.set('llm_breaker_state', { model: 'a/b' }, 0)
    let free = 7
    one.watch('db_pool_available', () => free)
    two.watch('db_pool_available', () => 4)
    free = 9

    const { body } = await one.render([await two.snapshot()])

    expect(lines(body, 'llm_errors_total')).toEqual(['llm_errors_total{model="a/b",error_type="timeout"} 3'])
    expect(lines(body, 'step_duration_seconds_count')).toEqual(['step_duration_seconds_count{step="extract"} 2'])
    expect(lines(body, 'step_duration_seconds_bucket{le="0.25"')).toEqual([
      'step_duration_seconds_bucket{le="0.25",step="extract"} 1',
    ])
    expect(lines(body, 'llm_breaker_state')).toEqual(['llm_breaker_state{model="a/b"} 2'])
    expect(lines(body, 'db_pool_available')).toEqual(['db_pool_available 4'])
    expect(lines(body, 'process_cpu_seconds_total')).toHaveLength(1)
  })

  it('survive the way to another process as JSON', async () => {
    const [one, two] = [createMetrics(), createMetrics()]
    two.count('entities_extracted_total', { entity_type: 'task' }, 3)
    two.observe('step_wait_seconds', { step: 'reason' }, 0.01)

    const { body } = await one.render([JSON.parse(JSON.stringify(await two.snapshot()))])

    expect(lines(body, 'entities_extracted_total')).toEqual(['entities_extracted_total{entity_type="task"} 3'])
    expect(lines(body, 'step_wait_seconds_count')).toEqual(['step_wait_seconds_count{step="reason"} 1'])
  })

  it('keep what a process counted that is gone, and drop its gauges', async () => {
    const [gone, here] = [createMetrics(), createMetrics()]
    gone.count('runs_ended_total', { status: 'completed' }, 5)
    gone.set('runs_parked', {}, 3)
    here.count('runs_ended_total', { status: 'completed' })
    const kept = await keepCounts([await gone.snapshot(), await here.snapshot()])

    const { body } = await here.render([kept])

    expect(lines(body, 'runs_ended_total')).toEqual(['runs_ended_total{status="completed"} 7'])
    expect(lines(body, 'runs_parked')).toEqual([])
  })

  it('have a bounded number of series, whatever the labels', async () => {
    const metrics = createMetrics()
    for (let n = 0; n < 1_000; n++) metrics.count('entities_extracted_total', { entity_type: `type-${n}` })

    const { body } = await metrics.render()
    const series = lines(body, 'entities_extracted_total')

    expect(series).toHaveLength(301)
    expect(series.at(-1)).toBe('entities_extracted_total{entity_type="other"} 700')
  })

  it('cost nothing and show nothing when they are off', async () => {
    noMetrics.count('runs_ended_total', { status: 'completed' })

    expect((await noMetrics.render()).body).toBe('')
  })
})
