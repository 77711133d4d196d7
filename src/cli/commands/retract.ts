import type { Command } from 'commander'
import type { CliDeps } from '../deps.ts'
import { renderDiff } from '../render/diff.ts'
import { undoneType } from '../review-types.ts'
import { openSession } from '../session.ts'
import { newCommand } from './global-options.ts'

type Options = { dryRun?: boolean; note?: string }

export const retractCommand = (deps: CliDeps): Command =>
  newCommand('retract', 'undo a meeting, and keep it: nothing of it counts until it is restored')
    .argument('<meeting>', 'id of the meeting')
    .option('--dry-run', 'only show what would change')
    .option('--note <text>', 'why; kept with the fact')
    .action(async (id: string, options: Options, command: Command) => undo(deps, command, 'retract', id, options))

export const restoreCommand = (deps: CliDeps): Command =>
  newCommand('restore', 'let a meeting that was retracted count again')
    .argument('<meeting>', 'id of the meeting')
    .option('--dry-run', 'only show what would change')
    .action(async (id: string, options: Options, command: Command) => undo(deps, command, 'restore', id, options))

const undo = async (
  deps: CliDeps,
  command: Command,
  verb: 'retract' | 'restore',
  id: string,
  { dryRun = false, note }: Options,
): Promise<void> => {
  const { client, out } = openSession(deps, command)
  const path = `/v1/meetings/${encodeURIComponent(id)}/${verb}`
  const undone = await client.post(path, undoneType, {
    query: dryRun ? { dryRun: 'true' } : {},
    body: { note },
  })
  out.emit(undone)
  out.print(undone.changes.length > 0 ? renderDiff(undone.changes, out) : out.style.dim('nothing changes'))
  if (undone.more) out.print(out.style.dim('… and more'))
  const done = `${verb}ed ${id}${verb === 'retract' ? `; undo with: meetings restore ${id}` : ''}`
  out.print(dryRun ? out.style.dim('nothing was written') : done)
  if (undone.runId !== null) out.print(`it is read again by the run ${undone.runId}`)
}
