import { AggregatorRegistry, Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import {
  type LabelsOf,
  type MetricDefinition,
  type MetricName,
  metricList,
  type NamesOf,
  type PlainGauge,
} from './metric-list.ts'

/** The figures of one process, in a form that can be sent to another one. */
export type MetricSnapshot = readonly object[]

export type Metrics = {
  /** False: nothing is kept, and there is nothing to show. */
  on: boolean
  /** Adds to a counter. */
  count: <Name extends NamesOf<'counter'>>(name: Name, labels: LabelsOf<Name>, by?: number) => void
  /** Puts one value into a histogram. */
  observe: <Name extends NamesOf<'histogram'>>(name: Name, labels: LabelsOf<Name>, value: number) => void
  set: <Name extends NamesOf<'gauge'>>(name: Name, labels: LabelsOf<Name>, value: number) => void
  /** A gauge that is asked for whenever somebody looks. */
  watch: (name: PlainGauge, read: () => number) => void
  snapshot: () => Promise<MetricSnapshot>
  /** The figures of this process and of `others` together, in the text format of Prometheus. */
  render: (others?: readonly MetricSnapshot[]) => Promise<{ contentType: string; body: string }>
}

/** Series of one metric in one process; what comes after them is counted under `other`. */
const maxSeries = 300

export const noMetrics: Metrics = {
  on: false,
  ...{ count: () => {}, observe: () => {}, set: () => {}, watch: () => {} },
  snapshot: async () => [],
  render: async () => ({ contentType: Registry.PROMETHEUS_CONTENT_TYPE, body: '' }),
}

/** Metrics of this process. */
export const createMetrics = (): Metrics => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const metrics = new Map<string, Counter | Gauge | Histogram>()
  const series = new Map<string, Set<string>>()
  const watched = new Map<PlainGauge, () => number>()

  /** Made when it is first used: a process shows only what it has to do with. */
  const metricOf = <Kind extends Counter | Gauge | Histogram>(name: MetricName): Kind => {
    const known = metrics.get(name) ?? make(name, metricList[name], registry)
    metrics.set(name, known)
    return known as Kind
  }

  const bounded = (name: string, labels: Readonly<Record<string, string>>): Record<string, string> => {
    const seen = series.get(name) ?? new Set()
    series.set(name, seen)
    const key = Object.values(labels).join('\u0000')
    if (!seen.has(key) && seen.size >= maxSeries)
      return Object.fromEntries(Object.keys(labels).map((label) => [label, 'other']))
    seen.add(key)
    return { ...labels }
  }

  const snapshot = (): Promise<MetricSnapshot> => {
    for (const [name, read] of watched) metricOf<Gauge>(name).set(read())
    return registry.getMetricsAsJSON()
  }

  return {
    on: true,
    count: (name, labels, by = 1) => metricOf<Counter>(name).inc(bounded(name, labels), by),
    observe: (name, labels, value) => metricOf<Histogram>(name).observe(bounded(name, labels), value),
    set: (name, labels, value) => metricOf<Gauge>(name).set(bounded(name, labels), value),
    watch: (name, read) => void watched.set(name, read),
    snapshot,
    render: async (others = []) => {
      const all = addUp([await snapshot(), ...others])
      return { contentType: all.contentType, body: await all.metrics() }
    },
  }
}

const make = (name: string, definition: MetricDefinition, registry: Registry): Counter | Gauge | Histogram => {
  const { type, help, labels, buckets, together: aggregator = 'sum' } = definition
  const options = { name, help, labelNames: [...labels], registers: [registry], aggregator }
  if (type === 'counter') return new Counter(options)
  if (type === 'gauge') return new Gauge(options)
  return new Histogram({ ...options, ...(buckets === undefined ? {} : { buckets: [...buckets] }) })
}

/** Figures of several processes as those of one. */
const addUp = (snapshots: readonly MetricSnapshot[]) =>
  AggregatorRegistry.aggregate(snapshots.map((snapshot) => [...snapshot]) as object[])

/** What a process that is gone has counted: it must not be taken away from the sum. Gauges go with their process. */
export const keepCounts = async (snapshots: readonly MetricSnapshot[]): Promise<MetricSnapshot> => {
  const all: object[] = await addUp(snapshots).getMetricsAsJSON()
  return all.filter((metric) => 'type' in metric && (metric.type === 'counter' || metric.type === 'histogram'))
}
