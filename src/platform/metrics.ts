import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export type Metrics = {
  /** All metrics in the text format of Prometheus. `gauges` are the figures that are asked for at this moment. */
  render: (gauges: Readonly<Record<string, number>>) => Promise<{ contentType: string; body: string }>
  observeRequest: (labels: { method: string; route: string; status: number }, seconds: number) => void
}

const help: Readonly<Record<string, string>> = {
  runs_waiting: 'Runs that wait to be admitted, over all tenants',
  runs_running: 'Runs that were admitted and have not ended',
  runs_parked: 'Runs that ended parked: somebody has to look at them',
  oldest_ready_step_seconds: 'How long the oldest step that could be worked on has waited',
  deliveries_open: 'Deliveries to webhooks that have not ended',
}

/** Metrics of this process. Labels are bounded: routes are patterns, never paths, and no tenant is named. */
export const createMetrics = (): Metrics => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the arrival of a request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  })
  const gauges = new Map<string, Gauge>()
  const gaugeOf = (name: string): Gauge => {
    const known = gauges.get(name) ?? new Gauge({ name, help: help[name] ?? name, registers: [registry] })
    gauges.set(name, known)
    return known
  }
  return {
    render: async (figures) => {
      for (const [name, value] of Object.entries(figures)) gaugeOf(name).set(value)
      return { contentType: registry.contentType, body: await registry.metrics() }
    },
    observeRequest: (labels, seconds) => requests.observe(labels, seconds),
  }
}
