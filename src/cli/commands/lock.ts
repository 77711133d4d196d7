import type { Command } from 'commander'
import { recordedType } from '../api-types.ts'
import type { CliDeps } from '../deps.ts'
import { findEntity } from '../lookup/find-entity.ts'
import { openSession } from '../session.ts'
import { newCommand } from './global-options.ts'

export const lockCommand = (deps: CliDeps): Command =>
  newCommand('lock', 'keep a thing as it is: only people link other names to it')
    .argument('<entity>', 'its name, an alias, or its id')
    .option('--note <text>', 'why; kept with the fact')
    .action(async (name: string, options: { note?: string }, command: Command) => {
      const session = openSession(deps, command)
      const { client, out } = session
      const entity = await findEntity(session, name)
      const recorded = await client.post(`/v1/entities/${entity.id}/lock`, recordedType, { body: options })
      out.emit(recorded)
      out.print(`"${entity.name}" is locked; undo with: withdraw ${recorded.factIds[0] ?? ''}`)
    })
