import type { Command } from 'commander'
import type { CliDeps } from '../deps.ts'
import { openSession } from '../session.ts'
import { newCommand } from './global-options.ts'

export const withdrawCommand = (deps: CliDeps): Command =>
  newCommand('withdraw', 'undo a merge or a correction')
    .argument('<facts...>', 'ids of the facts that it recorded')
    .action(async (ids: string[], _options: unknown, command: Command) => {
      const { client, out } = openSession(deps, command)
      for (const id of ids) {
        await client.delete(`/v1/facts/${encodeURIComponent(id)}`)
        out.emit({ factId: id, withdrawn: true })
        out.print(`withdrawn ${id}`)
      }
    })
