import type { Command } from 'commander'
import type { CliDeps } from '../deps.ts'
import { CliError, exitCodes, failure } from '../errors.ts'
import { followRun } from '../lookup/follow-run.ts'
import { runAll } from '../progress/run-all.ts'
import { describeEnd, describeProgress } from '../render/run-line.ts'
import type { RunType } from '../run-types.ts'
import { openSession } from '../session.ts'
import { newCommand } from './global-options.ts'

export const watchCommand = (deps: CliDeps): Command =>
  newCommand('watch', 'follow a run until it ends')
    .argument('<run>', 'id of the run')
    .action(async (runId: string, _options: unknown, command: Command) => {
      const session = openSession(deps, command)
      let last: RunType | undefined
      let trouble: unknown
      const work = async (report: (text: string) => void): Promise<string> => {
        try {
          for await (const run of followRun(session, runId, deps.signal)) {
            last = run
            session.out.emit(run)
            report(describeProgress(run))
          }
        } catch (error) {
          trouble = error
          throw error
        }
        return last ? describeEnd(last) : ''
      }
      await runAll([{ label: runId, work }], { parallel: 1, stderr: deps.stderr })
      if (trouble) throw trouble
      if (!last) throw failure('The run is gone.')
      session.out.print(describeEnd(last))
      if (last.status === 'completed_with_gaps') throw new CliError(exitCodes.partial)
      if (last.status !== 'completed') throw new CliError(exitCodes.failed)
    })
