import { chunkSegments } from '../../domain/meeting/chunk-segments.ts'
import type { Segment } from '../../domain/meeting/meeting.ts'
import type { EstimateTotals, TaskEstimate } from '../views/estimate-views.ts'
import { dollars } from '../views/money.ts'
import { addDecimals } from './decimal.ts'
import { type PlannedTask, planCalls } from './plan-calls.ts'
import type { ModelsPort } from './ports.ts'
import type { TaskHabits } from './read-habits.ts'
import { wallTime } from './wall-time.ts'

export type ReadingToEstimate = {
  segments: readonly Segment[]
  readers: number
  personas: number
  steps: ReadonlySet<string>
}

export type ReadingEstimate = {
  chunks: number
  transcriptTokens: number
  tasks: TaskEstimate[]
  totals: EstimateTotals
}

/** Of more chunks than this, these many are counted, evenly spread, and the others taken for their mean. */
const mostCounted = 100

/**
 * What reading a transcript will ask of models, and what that costs. Nothing is asked and nothing stored. Counting gives
 * way to other requests after each chunk.
 */
export const estimateReading = async (
  models: ModelsPort,
  habits: TaskHabits,
  reading: ReadingToEstimate,
): Promise<ReadingEstimate> => {
  const chunks = chunkSegments(reading.segments, models.chunkLimits)
  const counted = await countChunks(
    chunks.map(({ segments }) => segments.map(shown).join('\n')),
    models.countTokens,
  )
  const before = await countChunks(
    chunks.map((chunk) => chunk.before.map(shown).join('\n')),
    models.countTokens,
  )
  const shape = {
    ...reading,
    chunkTokens: counted.map((own, at) => own + (before[at] ?? 0)),
    batchSize: models.batchSize,
  }
  const chainOf = new Map(models.routes().map((route) => [route.task, route.chain]))
  const tasks = planCalls(shape, habits).map((task) => priceTask(models, task, chainOf.get(task.task)?.[0] ?? null))
  return {
    chunks: chunks.length,
    transcriptTokens: counted.reduce((sum, tokens) => sum + tokens, 0),
    tasks,
    totals: { ...totalsOf(tasks), wallTimeMs: wallTime(tasks, habits, models.parallelCalls) },
  }
}

/** A line as a model gets to see it: with its number and who speaks. */
const shown = ({ index, speaker, text }: Segment): string => `${index} ${speaker ?? ''}: ${text}`

const countChunks = async (texts: readonly string[], count: (text: string) => number): Promise<number[]> => {
  const step = Math.max(1, texts.length / mostCounted)
  const found = new Map<number, number>()
  for (let at = 0; at < texts.length; at = Math.floor(at + step)) {
    found.set(at, count(texts[at] ?? ''))
    await new Promise(setImmediate)
  }
  const characters = [...found.keys()].reduce((sum, at) => sum + (texts[at]?.length ?? 0), 0)
  const perCharacter = characters === 0 ? 0 : [...found.values()].reduce((sum, each) => sum + each, 0) / characters
  return texts.map((text, at) => found.get(at) ?? Math.round(text.length * perCharacter))
}

const priceTask = (models: ModelsPort, planned: PlannedTask, model: string | null): TaskEstimate => {
  const { task, calls, input, output, basis } = planned
  if (model === null) return { task, model, calls: 0, tokens: { input: 0, output: 0 }, cost: dollars('0'), basis }
  const cost = models.priceCall(model, { input, cacheRead: 0, cacheWrite: 0, output })
  return { task, model, calls, tokens: { input, output }, cost: cost === null ? null : dollars(cost), basis }
}

const totalsOf = (tasks: readonly TaskEstimate[]): Omit<EstimateTotals, 'wallTimeMs'> => {
  const unpriced = [...new Set(tasks.filter((task) => task.cost === null).map((task) => task.model))]
  return {
    calls: tasks.reduce((sum, task) => sum + task.calls, 0),
    tokens: {
      input: tasks.reduce((sum, task) => sum + task.tokens.input, 0),
      output: tasks.reduce((sum, task) => sum + task.tokens.output, 0),
    },
    cost: unpriced.length > 0 ? null : dollars(addDecimals(tasks.flatMap((task) => task.cost?.amount ?? []))),
    costUnknownBecause: unpriced.length === 0 ? null : `no price is known of ${unpriced.join(', ')}`,
  }
}
