export type MetricDefinition = {
  type: 'counter' | 'gauge' | 'histogram'
  help: string
  labels: readonly string[]
  buckets?: readonly number[]
  /** What one figure is made of those of several processes; absent: their sum. */
  together?: 'sum' | 'min' | 'max'
}

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
const longSeconds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300, 900]

/**
 * Every metric of the product. Labels are words of closed lists: routes are patterns, no tenant, meeting or person is
 * named, and nothing that was said is ever a label.
 */
export const metricList = {
  http_request_duration_seconds: {
    type: 'histogram',
    help: 'Time from the arrival of a request to the end of its answer',
    labels: ['method', 'route', 'status'],
    buckets: seconds,
  },
  meeting_ingestion_duration_seconds: {
    type: 'histogram',
    help: 'Time from the acceptance of a meeting to the end of its run; small: up to 100 segments, medium: up to 500, large: more',
    labels: ['size'],
    buckets: longSeconds,
  },
  runs_ended_total: {
    type: 'counter',
    help: 'Runs that ended, by how they did',
    labels: ['status'],
  },
  step_duration_seconds: {
    type: 'histogram',
    help: 'Time from the claim of a step to its recorded end; each start counts',
    labels: ['step'],
    buckets: longSeconds,
  },
  step_wait_seconds: {
    type: 'histogram',
    help: 'Time from the dispatch of a step to its claim by a worker',
    labels: ['step'],
    buckets: longSeconds,
  },
  step_outcomes_total: {
    type: 'counter',
    help: 'Starts of steps by what came of them',
    labels: ['step', 'outcome'],
  },
  extraction_failures_total: {
    type: 'counter',
    help: 'Parts of transcripts that could not be read as wanted, by why',
    labels: ['failure_reason'],
  },
  entities_extracted_total: {
    type: 'counter',
    help: 'Things that meetings spoke of, by their type in the tracking model',
    labels: ['entity_type'],
  },
  state_transitions_created_total: {
    type: 'counter',
    help: 'Changes of state that were recorded; values that no tracking model lists count as "other"',
    labels: ['dimension', 'to_state'],
  },
  llm_call_duration_seconds: {
    type: 'histogram',
    help: 'Time of one call of a model, failed ones included',
    labels: ['model', 'operation'],
    buckets: longSeconds,
  },
  llm_tokens_total: {
    type: 'counter',
    help: 'Tokens that models were paid for, by bucket: input, cache_read, cache_write, output',
    labels: ['model', 'bucket'],
  },
  llm_cost_usd_total: {
    type: 'counter',
    help: 'US dollars of the calls whose price is known',
    labels: ['model'],
  },
  llm_unpriced_calls_total: {
    type: 'counter',
    help: 'Calls of models whose cost is not known: the sum of costs lacks them',
    labels: ['model'],
  },
  llm_budget_reached_total: {
    type: 'counter',
    help: 'How often a tenant has spent its budget of the day; from then on its work goes on offline',
    labels: [],
  },
  llm_errors_total: {
    type: 'counter',
    help: 'Calls of models that gave no usable answer, by kind of error',
    labels: ['model', 'error_type'],
  },
  llm_cache_total: {
    type: 'counter',
    help: 'Questions to models, by whether the answer was kept from before (hit) or not (miss)',
    labels: ['result'],
  },
  llm_breaker_state: {
    type: 'gauge',
    help: 'Whether a model is left alone after failures: 0 no, 1 it is being tried again, 2 yes; the worst of all processes',
    labels: ['model'],
    together: 'max',
  },
  db_pool_available: {
    type: 'gauge',
    help: 'Connections to the database that could be had at once; the least of all processes',
    labels: [],
    together: 'min',
  },
  api_event_loop_delay_seconds: {
    type: 'gauge',
    help: 'How long the event loop of an API was held up, 99th percentile since it was last asked; the worst of all processes',
    labels: [],
    together: 'max',
  },
  runs_waiting: { type: 'gauge', help: 'Runs that wait to be admitted, over all tenants', labels: [] },
  runs_running: { type: 'gauge', help: 'Runs that were admitted and have not ended', labels: [] },
  runs_parked: { type: 'gauge', help: 'Runs that ended parked: somebody has to look at them', labels: [] },
  oldest_ready_step_seconds: {
    type: 'gauge',
    help: 'How long the oldest step that could be worked on has waited',
    labels: [],
  },
  retention_removed_total: {
    type: 'counter',
    help: 'What was removed because it was kept long enough, by kind: rows, of transcripts meetings',
    labels: ['kind'],
  },
  retention_last_success_seconds: {
    type: 'gauge',
    help: 'When retention was last done without a failure, in seconds since 1970; the latest of all processes',
    labels: [],
    together: 'max',
  },
  deliveries_open: { type: 'gauge', help: 'Deliveries to webhooks that have not ended', labels: [] },
} as const satisfies Record<string, MetricDefinition>

export type MetricName = keyof typeof metricList
export type NamesOf<Type extends MetricDefinition['type']> = {
  [Name in MetricName]: (typeof metricList)[Name]['type'] extends Type ? Name : never
}[MetricName]
/** Gauges of one figure. */
export type PlainGauge = {
  [Name in NamesOf<'gauge'>]: (typeof metricList)[Name]['labels'] extends readonly [] ? Name : never
}[NamesOf<'gauge'>]
export type LabelsOf<Name extends MetricName> = Readonly<Record<(typeof metricList)[Name]['labels'][number], string>>
