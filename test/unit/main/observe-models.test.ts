import { describe, expect, it } from 'vitest'
import type { ModelEvent } from '../../../src/llm/observe.ts'
import { observeModels } from '../../../src/main/observe-models.ts'
import { createMetrics } from '../../../src/platform/metrics.ts'

const usage = { input: 100, cacheRead: 40, cacheWrite: 0, output: 20, reasoning: 5 }
const call = (more: Partial<Extract<ModelEvent, { type: 'call' }>>): ModelEvent => ({
  ...{ type: 'call', model: 'a/b', operation: 'judge_names', seconds: 1.5, outcome: 'ok', usage, cost: '0.0123' },
  ...more,
})

const figuresOf = async (events: readonly ModelEvent[]): Promise<string[]> => {
  const metrics = createMetrics()
  for (const event of events) observeModels(metrics)(event)
  const { body } = await metrics.render()
  return body.split('\n').filter((line) => line.startsWith('llm_'))
}

describe('figures of the model layer', () => {
  it('add up calls, tokens by bucket and costs', async () => {
    const figures = await figuresOf([call({}), call({ cost: '0.0077' })])

    expect(figures).toEqual(
      expect.arrayContaining([
        'llm_call_duration_seconds_count{model="a/b",operation="judge_names"} 2',
        'llm_tokens_total{model="a/b",bucket="input"} 200',
        'llm_tokens_total{model="a/b",bucket="cache_read"} 80',
        'llm_tokens_total{model="a/b",bucket="output"} 40',
        'llm_cost_usd_total{model="a/b"} 0.02',
      ]),
    )
  })

  it('count a bad answer as an error with its cost, and a call whose price is not known as such, never as free', async () => {
    const figures = await figuresOf([
      call({ outcome: 'bad_output' }),
      call({ outcome: 'timeout', usage: null, cost: null }),
    ])

    expect(figures).toEqual(
      expect.arrayContaining([
        'llm_errors_total{model="a/b",error_type="bad_output"} 1',
        'llm_errors_total{model="a/b",error_type="timeout"} 1',
        'llm_cost_usd_total{model="a/b"} 0.0123',
        'llm_unpriced_calls_total{model="a/b"} 1',
      ]),
    )
  })

  it('do not take an answer that was kept, or a caller that went away, for a failing model', async () => {
    const figures = await figuresOf([
      call({ outcome: 'cached' }),
      call({ outcome: 'aborted' }),
      { type: 'cache', result: 'hit' },
    ])

    expect(figures.filter((line) => line.startsWith('llm_errors_total'))).toEqual([])
    expect(figures).toContain('llm_call_duration_seconds_count{model="a/b",operation="judge_names"} 1')
    expect(figures).toContain('llm_cache_total{result="hit"} 1')
  })

  it('show which models are left alone, and that a budget was reached', async () => {
    const figures = await figuresOf([
      { type: 'breaker', model: 'a/b', state: 'open' },
      { type: 'breaker', model: 'a/c', state: 'half_open' },
      { type: 'budget_reached' },
    ])

    expect(figures).toEqual(
      expect.arrayContaining([
        'llm_breaker_state{model="a/b"} 2',
        'llm_breaker_state{model="a/c"} 1',
        'llm_budget_reached_total 1',
      ]),
    )
  })
})
