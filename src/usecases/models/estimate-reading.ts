import type { ReadingToRehearse, Rehearsal } from '../../analysis/rehearse-reading.ts'
import { mergeParticipants } from '../../domain/meeting/merge-participants.ts'
import type { EstimateTotals, TaskEstimate } from '../views/estimate-views.ts'
import { dollars } from '../views/money.ts'
import { addDecimals } from './decimal.ts'
import { type PlannedTask, planCalls } from './plan-calls.ts'
import type { ModelsPort } from './ports.ts'
import { usualTokens } from './read-catalogue.ts'
import type { TaskHabits } from './read-habits.ts'
import { wallTime } from './wall-time.ts'

export type ReadingToEstimate = ReadingToRehearse & {
  /** Steps of the run. */
  steps: ReadonlySet<string>
}

export type ReadingEstimate = Omit<Rehearsal, 'questions'> & { tasks: TaskEstimate[]; totals: EstimateTotals }

/** What reading a transcript asks of models and costs at present prices. Nobody is asked and nothing stored. */
export const estimateReading = async (
  models: ModelsPort,
  habits: TaskHabits,
  reading: ReadingToEstimate,
  signal: AbortSignal,
): Promise<ReadingEstimate> => {
  const { steps, personas, ...shared } = reading
  const speakers = reading.segments.map((segment) => segment.speaker)
  // As the steps do: whoever speaks takes part.
  const meeting = { ...reading.meeting, participants: mergeParticipants(reading.meeting.participants, speakers) }
  const summarized = steps.has('summarize') ? personas : []
  const { questions, ...counted } = await models.rehearse({ ...shared, meeting, personas: summarized }, signal)
  const chainOf = new Map(models.routes(usualTokens).map((route) => [route.task, route.chain]))
  const planned = planCalls({ ...counted, questions, steps, batchSize: models.batchSize }, habits)
  const tasks = planned.flatMap((task) => {
    const [first] = chainOf.get(task.task) ?? []
    return first === undefined ? [] : [priceTask(models, task, first.model)]
  })
  return {
    ...counted,
    tasks,
    totals: { ...totalsOf(tasks), wallTimeMs: wallTime(tasks, habits, models.parallelCalls) },
  }
}

const priceTask = (models: ModelsPort, planned: PlannedTask, model: string): TaskEstimate => {
  const { task, calls, input, output, basis } = planned
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
