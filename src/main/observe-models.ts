import type { ModelEvent, Observe } from '../llm/observe.ts'
import type { Metrics } from '../platform/metrics.ts'

/** What the model layer tells of its calls, as metrics. */
export const observeModels =
  (metrics: Metrics): Observe =>
  (event) => {
    if (event.type === 'call') countCall(metrics, event)
    else if (event.type === 'cache') metrics.count('llm_cache_total', { result: event.result })
    else if (event.type === 'breaker') metrics.set('llm_breaker_state', { model: event.model }, states[event.state])
    else metrics.count('llm_budget_reached_total', {})
  }

const states = { closed: 0, half_open: 1, open: 2 } as const

const countCall = (metrics: Metrics, { model, operation, seconds, outcome, usage, cost }: CallEvent): void => {
  // Nobody was called.
  if (outcome === 'cached') return
  metrics.observe('llm_call_duration_seconds', { model, operation }, seconds)
  if (outcome !== 'ok' && outcome !== 'aborted') metrics.count('llm_errors_total', { model, error_type: outcome })
  if (usage !== null) {
    const buckets = {
      input: usage.input,
      cache_read: usage.cacheRead,
      cache_write: usage.cacheWrite,
      output: usage.output,
    }
    for (const [bucket, tokens] of Object.entries(buckets)) metrics.count('llm_tokens_total', { model, bucket }, tokens)
  }
  if (cost === null) metrics.count('llm_unpriced_calls_total', { model })
  else metrics.count('llm_cost_usd_total', { model }, Number(cost))
}

type CallEvent = Extract<ModelEvent, { type: 'call' }>
