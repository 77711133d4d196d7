import type { Dispatch } from '../../domain/run/dispatch.ts'
import type { Tx } from '../../storage/tx.ts'
import type { Enqueue, RunsPort } from '../ports.ts'
import type { TenantWork } from '../tenant-work.ts'
import type { RunView } from '../views/run-view.ts'
import type { ReadRun } from './read-run.ts'

export type ChangeRunDeps = { work: TenantWork; runs: RunsPort; enqueue: Enqueue; readRun: ReadRun }

type Ref = { tenantId: string; runId: string }

/** Cancel, resume and replay: one transaction of the ledger, then the queue is told, then the run as it is now. */
const changeRun =
  <Command extends Ref>(deps: ChangeRunDeps, change: (tx: Tx, command: Command) => Promise<{ dispatch: Dispatch[] }>) =>
  async (command: Command): Promise<RunView> => {
    const { dispatch } = await deps.work(command.tenantId, (tx) => change(tx, command))
    await deps.enqueue(dispatch)
    return deps.readRun(command)
  }

const stopRun = (deps: ChangeRunDeps, stop: RunsPort['cancelRun']) =>
  changeRun(deps, async (tx, ref: Ref) => {
    await stop(tx, ref)
    return { dispatch: [] }
  })

export const createCancelRun = (deps: ChangeRunDeps) => stopRun(deps, deps.runs.cancelRun)

export const createParkRun = (deps: ChangeRunDeps) => stopRun(deps, deps.runs.parkRun)

export const createResumeRun = (deps: ChangeRunDeps) =>
  changeRun(deps, (tx, command: Ref & { from?: string }) => deps.runs.resumeRun(tx, command))

export const createReplayRun = (deps: ChangeRunDeps) => changeRun(deps, (tx, ref: Ref) => deps.runs.replayRun(tx, ref))
