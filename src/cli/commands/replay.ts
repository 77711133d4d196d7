import { type Command, Option } from 'commander'
import { runStartedType, runType } from '../api-types.ts'
import type { CliDeps } from '../deps.ts'
import { CliError, exitCodes, usageError } from '../errors.ts'
import { tableFooter } from '../render/table.ts'
import { openSession, type Session } from '../session.ts'
import { newCommand, positiveInteger } from './global-options.ts'

type Options = { parked?: boolean; status?: string; code?: string; dryRun?: boolean; limit: number }

export const replayCommand = (deps: CliDeps): Command =>
  newCommand('replay', 'run again what ended badly; finished steps are not repeated')
    .argument('[runs...]', 'ids of runs; or choose them with --parked, --status and --code')
    .option('--parked', 'all parked runs')
    .addOption(
      new Option('--status <status>', 'all runs with this status').choices(['parked', 'failed', 'completed_with_gaps']),
    )
    .option('--code <code>', 'only those that ended with this error code')
    .option('--dry-run', 'only say which')
    .option('--limit <n>', 'at most this many', positiveInteger, 1_000)
    .action(async (ids: string[], options: Options, command: Command) => {
      const session = openSession(deps, command)
      const chosen = ids.length > 0 ? ids : await choose(session, options)
      let failed = 0
      for (const id of chosen) {
        try {
          if (!options.dryRun) await session.client.post(`/v1/runs/${id}/replay`, runStartedType)
          session.out.emit({ runId: id, replayed: options.dryRun !== true })
          session.out.print(id)
        } catch (error) {
          failed++
          session.out.note(`${id}: ${(error as Error).message}`)
        }
      }
      session.out.note(
        tableFooter(chosen.length - failed, 'run', 'runs', session.out) + (options.dryRun ? ' (dry run)' : ''),
      )
      if (failed > 0) throw new CliError(failed === chosen.length ? exitCodes.failed : exitCodes.partial)
    })

const choose = async ({ client }: Session, options: Options): Promise<string[]> => {
  const status = options.parked ? 'parked' : options.status
  if (!status && !options.code) throw usageError('Which runs? Give ids, or choose with --parked, --status or --code.')
  const found: string[] = []
  const query = { status: status ?? 'parked', code: options.code }
  for await (const run of client.list('/v1/runs', runType, query, options.limit)) found.push(run.id)
  return found
}
