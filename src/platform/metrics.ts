import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'

export type Metrics = {
  /** All metrics in the text format of Prometheus. */
  render: () => Promise<{ contentType: string; body: string }>
  observeRequest: (labels: { method: string; route: string; status: number }, seconds: number) => void
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
  return {
    render: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
    observeRequest: (labels, seconds) => requests.observe(labels, seconds),
  }
}
