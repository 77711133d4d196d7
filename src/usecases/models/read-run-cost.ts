import { AppError } from '../../domain/errors.ts'
import { readRunRevision } from '../../storage/read-run-revision.ts'
import { listRuns, type RunRow } from '../../storage/read-runs.ts'
import { readUsage, type UsageRow } from '../../storage/read-usage.ts'
import { readSegments } from '../../storage/segments.ts'
import { readMeetingInput } from '../../storage/step-inputs.ts'
import type { Tx } from '../../storage/tx.ts'
import type { TenantWork } from '../tenant-work.ts'
import type { RunCostView } from '../views/estimate-views.ts'
import { costOf, dollars } from '../views/money.ts'
import { ratioOf } from './decimal.ts'
import { estimateReading, type ReadingEstimate } from './estimate-reading.ts'
import type { ModelsPort } from './ports.ts'
import { readHabits } from './read-habits.ts'

type Ref = { tenantId: string; runId: string }
const mostTasks = 200
const nothing = { calls: 0, tokens: { input: 0, output: 0 }, cost: dollars('0') }

/**
 * What a run cost beside what an estimate says. The estimate is made when it is asked for, from the stored segments, by
 * the same function as `POST /v1/estimate`: so a submission never waits for it, and both always agree.
 */
export const createReadRunCost =
  ({ read, models, now }: { read: TenantWork; models: ModelsPort; now: () => Date }) =>
  async ({ tenantId, runId, signal }: Ref & { signal: AbortSignal }): Promise<RunCostView> => {
    const found = await read(tenantId, async (tx) => {
      const [run] = await listRuns(tx, tenantId, { id: runId }, 1)
      if (run === undefined) throw new AppError('not_found', `There is no run ${runId}.`)
      const calls = await readUsage(tx, tenantId, ['task'], { runId }, { after: undefined, limit: mostTasks })
      return {
        run,
        calls,
        reading: await loadReading(tx, tenantId, run),
        habits: await readHabits(tx, tenantId, now()),
      }
    })
    const estimate = found.reading === null ? null : await estimateReading(models, found.habits, found.reading, signal)
    const [total, ...tasks] = found.calls
    if (total === undefined) throw new Error('an aggregate over everything returned no row')
    const actual = spentOn(total)
    const estimatedCost = estimate?.totals.cost
    return {
      runId,
      estimated: estimate?.totals ?? null,
      actual: {
        ...actual,
        knownCost: dollars(total.knownCost),
        unknownCostCalls: total.unknownCostCalls,
        cachedAnswers: total.cachedAnswers,
        processingTimeMs: found.run.totals.processingTimeMs ?? null,
      },
      costRatio: estimatedCost && actual.cost ? ratioOf(actual.cost.amount, estimatedCost.amount) : null,
      tasks: compare(estimate, tasks),
    }
  }

/** Null for a run that reads no transcript, and once its meeting was deleted. */
const loadReading = async (tx: Tx, tenantId: string, { id, meetingId, steps }: RunRow) => {
  if (meetingId === null || !steps.some((step) => step.name === 'extract')) return null
  const input = await readMeetingInput(tx, tenantId, meetingId)
  if (!input) return null
  return {
    ...{ meeting: input.context, model: input.model, instructions: input.instructions, personas: input.personas },
    readers: [...input.personas, ...input.lenses],
    segments: await readSegments(tx, tenantId, meetingId, await readRunRevision(tx, tenantId, id)),
    steps: new Set(steps.filter((step) => step.status !== 'skipped').map((step) => step.name)),
  }
}

const spentOn = (row: UsageRow) => ({
  calls: row.calls,
  tokens: { input: row.input + row.cacheRead + row.cacheWrite, output: row.output },
  cost: costOf(row),
})

const compare = (estimate: ReadingEstimate | null, rows: readonly UsageRow[]): RunCostView['tasks'] => {
  const planned = new Map((estimate?.tasks ?? []).map((task) => [task.task, task]))
  const actual = new Map(rows.map((row) => [row.keys[0] ?? '', row]))
  return [...new Set([...planned.keys(), ...actual.keys()])].map((task) => {
    const [plan, row] = [planned.get(task), actual.get(task)]
    return {
      task,
      estimated: plan ? { calls: plan.calls, tokens: plan.tokens, cost: plan.cost } : nothing,
      actual: row ? spentOn(row) : nothing,
    }
  })
}
