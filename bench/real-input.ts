import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import type { EvalImport, EvalMeeting } from '../evals/datasets/dataset.ts'
import { loadTc39 } from '../evals/datasets/tc39.ts'
import { type Cluster, startCluster } from '../test/support/cluster.ts'
import { readRecord } from '../test/support/record-digest.ts'
import { quantile, timed } from './stats.ts'
import { seeded } from './workload.ts'

/**
 * A labelled set through the product in production shape: a real Redis, one API and N worker processes, submitted over
 * HTTP by several clients, in one order or in five. Prints the wall time, how the runs ended, the digest of the record
 * for each order, and timelines by the command line.
 */
const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    clients: { type: 'string', default: '8' },
    workers: { type: 'string', default: '3' },
    backend: { type: 'string', default: 'redis' },
    limit: { type: 'string' },
    orders: { type: 'boolean', default: false },
    timeline: { type: 'string', multiple: true, default: [] },
  },
})
if (options.data === undefined) {
  process.stderr.write('Name a folder of labelled meetings: --data DIR\n')
  process.exit(2)
}

const limit = options.limit === undefined ? null : Number(options.limit)
const dataset = loadTc39(options.data, { granularity: 'topic', variant: 'minutes', catalogue: 'names', limit })
const world = dataset.worlds[0]
if (world === undefined) throw new Error('the set is empty')
const { version: _, ...model } = world.model

const orders: Record<string, (meetings: readonly EvalMeeting[]) => EvalMeeting[]> = {
  forward: (meetings) => [...meetings],
  ...(options.orders && {
    reversed: (meetings) => [...meetings].reverse(),
    'shuffled 1': (meetings) => shuffle(meetings, 1),
    'shuffled 2': (meetings) => shuffle(meetings, 2),
    'shuffled 3': (meetings) => shuffle(meetings, 3),
  }),
}

const digests = new Set<string>()
for (const [name, order] of Object.entries(orders)) digests.add(await ingest(name, order(world.meetings)))
process.stdout.write(
  `${digests.size} digest${digests.size === 1 ? '' : 's'} from ${Object.keys(orders).length} orders\n`,
)
process.exit(digests.size === 1 ? 0 : 1)

async function ingest(name: string, meetings: readonly EvalMeeting[]): Promise<string> {
  const backend = options.backend === 'postgres' ? 'postgres' : 'redis'
  const cluster = await startCluster({ backend, workers: Number(options.workers) })
  try {
    await ask(cluster, 'POST', '/v1/tracking-models', model)
    const imported = await ask(cluster, 'POST', '/v1/entities/import', { entities: importsOf(world) })
    if (!Array.isArray(imported.entities)) throw new Error('the import answered no entities')
    const start = performance.now()
    const submits = await timed(meetings, Number(options.clients), (meeting) =>
      ask(cluster, 'POST', '/v1/meetings', bodyOf(meeting)),
    )
    const submitted = performance.now()
    const record = await settled(cluster)
    const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(1)
    const figures = {
      order: name,
      sent: meetings.length,
      imported: imported.entities.length,
      submittedAfterSeconds: seconds(start, submitted),
      doneAfterSeconds: seconds(start, performance.now()),
      submitP95Ms: Math.round(quantile(submits, 0.95)),
      ...record,
    }
    process.stdout.write(`${JSON.stringify(figures)}\n`)
    for (const entity of options.timeline) printTimeline(cluster, entity)
    return record.digest
  } finally {
    await cluster.stop()
  }
}

async function ask(cluster: Cluster, method: string, path: string, body: unknown): Promise<Record<string, unknown>> {
  const reply = await cluster.call(method, path, body)
  if (reply.status >= 300) throw new Error(`${method} ${path} answered ${reply.status}: ${JSON.stringify(reply.body)}`)
  return reply.body
}

function bodyOf(meeting: EvalMeeting) {
  return {
    title: meeting.context.title,
    type: 'meeting',
    source: 'eval',
    externalId: meeting.id,
    occurredAt: meeting.context.occurredAt.slice(0, 10),
    sequence: meeting.sequence,
    series: meeting.context.series ?? undefined,
    participants: meeting.context.participants,
    segments: meeting.segments.map(({ speaker, text }) => ({ ...(speaker !== null && { speaker }), text })),
  }
}

async function settled(cluster: Cluster) {
  for (;;) {
    const record = await readRecord(cluster.databaseUrl)
    if (record.openRuns === 0) return record
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

function printTimeline(cluster: Cluster, entity: string): void {
  const env = { ...process.env, THROUGHLINE_URL: cluster.url, THROUGHLINE_KEY: cluster.key }
  const { stdout, stderr } = spawnSync(process.execPath, ['bin/throughline.mjs', 'timeline', entity], {
    env,
    encoding: 'utf8',
  })
  process.stdout.write(`\n$ throughline timeline "${entity}"\n${stdout}${stderr}`)
}

function shuffle<T>(items: readonly T[], seed: number): T[] {
  const random = seeded(seed)
  return items
    .map((item) => ({ item, at: random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item)
}

/** The state of an import by dimension, as the API takes it. */
function importsOf(world: { imports: readonly EvalImport[] } | undefined) {
  return (world?.imports ?? []).map(({ type, name, aliases, state }) => ({
    type,
    name,
    aliases,
    state: Object.fromEntries(state.map(({ dimension, value }) => [dimension, value])),
  }))
}
