import { type Command, Option } from 'commander'
import { replayedRunsType, runType } from '../api-types.ts'
import type { CliDeps } from '../deps.ts'
import { CliError, exitCodes, usageError } from '../errors.ts'
import { counted } from '../render/layout.ts'
import { openSession, type Session } from '../session.ts'
import { newCommand, positiveInteger } from './global-options.ts'

type Options = { parked?: boolean; status?: string; code?: string; dryRun?: boolean; limit: number }
type Replayed = { done: string[]; refused: string[] }

const statuses = ['parked', 'failed', 'cancelled', 'completed_with_gaps']

export const replayCommand = (deps: CliDeps): Command =>
  newCommand('replay', 'do again what ended badly; finished steps are not repeated')
    .argument('[runs...]', 'ids of runs; or choose them with --parked, --status and --code')
    .option('--parked', 'all parked runs')
    .addOption(new Option('--status <status>', 'all runs with this status').choices(statuses))
    .option('--code <code>', 'only those that ended with this error code')
    .option('--dry-run', 'only say how many')
    .option('--limit <n>', 'at most this many', positiveInteger, 1_000)
    .action(async (ids: string[], options: Options, command: Command) => {
      const session = openSession(deps, command)
      if (ids.length > 0 && options.dryRun) throw usageError('--dry-run is for --parked, --status and --code.')
      const replayed = ids.length > 0 ? await replayEach(session, ids) : await replayChosen(session, options)
      if (replayed === null) return
      for (const runId of replayed.done) {
        session.out.emit({ runId, replayed: true })
        session.out.print(runId)
      }
      session.out.note(counted(replayed.done.length, 'run'))
      if (replayed.refused.length === 0) return
      throw new CliError(replayed.done.length === 0 ? exitCodes.failed : exitCodes.partial)
    })

const replayEach = async ({ client, out }: Session, ids: readonly string[]): Promise<Replayed> => {
  const replayed: Replayed = { done: [], refused: [] }
  for (const id of ids) {
    try {
      await client.post(`/v1/runs/${encodeURIComponent(id)}/replay`, runType)
      replayed.done.push(id)
    } catch (error) {
      replayed.refused.push(id)
      out.note(`${id}: ${(error as Error).message}`)
    }
  }
  return replayed
}

const replayChosen = async ({ client, out }: Session, options: Options): Promise<Replayed | null> => {
  const status = options.parked ? 'parked' : options.status
  if (!status) throw usageError('Which runs? Give ids, or choose with --parked or --status.')
  const body = { status, code: options.code, limit: options.limit, dryRun: options.dryRun === true }
  const answer = await client.post('/v1/runs/replay', replayedRunsType, { body })
  if (options.dryRun) {
    out.emit(answer)
    out.print(`${counted(answer.matched, 'run')} would be replayed`)
    return null
  }
  for (const id of answer.refused) out.note(`${id}: refused`)
  return { done: answer.replayed, refused: answer.refused }
}
