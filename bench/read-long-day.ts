import path from 'node:path'
import { loadOwn } from '../evals/datasets/own.ts'
import { createOfflineAnalyst } from '../src/analysis/offline/offline-analyst.ts'
import type { Segment } from '../src/domain/meeting/meeting.ts'

/** Reads a day of 40,000 words of ordinary talk at once, and prints how long that took and what memory it needed. */
const wanted = 40_000

const dataset = loadOwn(path.join(import.meta.dirname, '..', 'evals', 'own'), {
  catalogue: 'none',
  granularity: 'topic',
  variant: 'minutes',
  limit: null,
})
const world = dataset.worlds[0]
const meeting = world?.meetings[0]
if (!world || !meeting) throw new Error('the set is empty')
const talk = dataset.worlds.flatMap((one) => one.meetings.flatMap((given) => given.segments))

const segments: Segment[] = []
let words = 0
while (words < wanted) {
  const segment = talk[segments.length % talk.length]
  if (!segment) throw new Error('the set has no words')
  segments.push({ ...segment, index: segments.length })
  words += segment.text.split(/\s+/).length
}

const input = { meeting: meeting.context, model: world.model, segments, before: [], readers: [], instructions: null }
const context = {
  signal: new AbortController().signal,
  scope: { tenantId: '', meetingId: null, runId: null, step: null, traceId: '' },
  memo: { read: async () => new Map<string, unknown>(), save: async () => {} },
}
const analyst = createOfflineAnalyst()
const start = performance.now()
await analyst.extractChunk(input, context)
const seconds = (performance.now() - start) / 1000
const megabytes = process.resourceUsage().maxRSS / 1024
process.stdout.write(JSON.stringify({ words, seconds, megabytes }))
