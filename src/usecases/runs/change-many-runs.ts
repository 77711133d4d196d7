import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import type { Dispatch } from '../../domain/run/dispatch.ts'
import type { RunStatus } from '../../domain/run/run.ts'
import { countRuns, findRuns } from '../../storage/find-runs.ts'
import type { Tx } from '../../storage/tx.ts'
import { actOn } from '../access/acting.ts'
import { decodeCursor, pageOf, timedPlace } from '../page.ts'
import type { Enqueue, RunsPort } from '../ports.ts'
import type { TenantWork } from '../tenant-work.ts'
import { runSelection } from './run-selection.ts'

const ended = ['failed', 'parked', 'cancelled', 'completed_with_gaps'] as const
const open = ['accepted', 'running'] as const satisfies readonly RunStatus[]

const common = {
  ...runSelection,
  limit: z.int().min(1).max(1000).default(100).describe('Runs changed by one request'),
  cursor: z.string().min(1).max(1000).optional().describe('`nextCursor` of the request before'),
  dryRun: z.boolean().default(true).describe('Say how many fit, and change nothing'),
}

const from = z.string().min(1).max(40).optional()

export const resumeRunsBody = z
  .strictObject({
    status: z.enum(ended).optional().describe('Without it parked and failed runs'),
    ...common,
    from: from.describe('This step and what depends on it; else what did not get done'),
  })
  .meta({ id: 'ResumeRuns' })
export const replayRunsBody = z
  .strictObject({
    status: z
      .enum([...ended, 'completed'])
      .optional()
      .describe('Without it parked and failed runs'),
    ...common,
  })
  .meta({ id: 'ReplayRuns' })
export const stopRunsBody = z
  .strictObject({ status: z.enum(open).optional().describe('Without it every run that has not ended'), ...common })
  .meta({ id: 'StopRuns' })

export const changedRunsView = z
  .object({
    dryRun: z.boolean(),
    matched: z.int().describe('Runs that fit, from the cursor on'),
    changed: z.array(z.uuid()),
    refused: z.array(z.object({ runId: z.uuid(), reason: z.string() })).describe('What happened to them meanwhile'),
    nextCursor: z.string().nullable().describe('Send it as `cursor` to go on; null: these were the last'),
  })
  .meta({ id: 'ChangedRuns' })

type Common = z.infer<z.ZodObject<typeof common>>
type Command = { tenantId: string; status?: string; from?: string } & Common
type Deps = { read: TenantWork; work: TenantWork; runs: RunsPort; enqueue: Enqueue }
type Change = (tx: Tx, request: { tenantId: string; runId: string; from?: string }) => Promise<{ dispatch: Dispatch[] }>

/**
 * Changes many runs, a page at a time. One transaction a run, so that one refusal stops no other and the audit log
 * names each. Safe to repeat: what was changed does not fit any more.
 */
const changeMany =
  (deps: Deps, statuses: readonly RunStatus[], change: Change) =>
  async (command: Command): Promise<z.infer<typeof changedRunsView>> => {
    const { tenantId, status, limit, cursor, dryRun, from, ...selection } = command
    const filter = { ...selection, statuses: status === undefined ? statuses : [status] }
    const place = cursor === undefined ? undefined : decodeCursor(cursor, timedPlace)
    const after = place === undefined ? undefined : { createdAt: place[0], id: place[1] }
    const { matched, page } = await deps.read(tenantId, async (tx) => ({
      matched: await countRuns(tx, tenantId, filter, after),
      page: dryRun ? [] : await findRuns(tx, tenantId, filter, { after, limit: limit + 1 }),
    }))
    const { items, nextCursor } = pageOf(
      page,
      limit,
      (row) => row.id,
      (row) => [row.createdAt, row.id],
    )
    const changed: string[] = []
    const refused: { runId: string; reason: string }[] = []
    for (const runId of items) {
      try {
        actOn(runId)
        const { dispatch } = await deps.work(tenantId, (tx) => change(tx, { tenantId, runId, ...(from && { from }) }))
        await deps.enqueue(dispatch)
        changed.push(runId)
      } catch (error) {
        if (!(error instanceof AppError) || error.code === 'storage_unavailable') throw error
        refused.push({ runId, reason: error.message })
      }
    }
    return { dryRun, matched, changed, refused, nextCursor }
  }

const undone = ['parked', 'failed'] as const

export const createResumeRuns = (deps: Deps) => changeMany(deps, undone, deps.runs.resumeRun)

export const createReplayRuns = (deps: Deps) => changeMany(deps, undone, deps.runs.replayRun)

const stopping =
  (stop: RunsPort['cancelRun']): Change =>
  async (tx, ref) => {
    await stop(tx, ref)
    return { dispatch: [] }
  }

export const createCancelRuns = (deps: Deps) => changeMany(deps, open, stopping(deps.runs.cancelRun))

export const createParkRuns = (deps: Deps) => changeMany(deps, open, stopping(deps.runs.parkRun))
