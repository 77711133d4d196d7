import type { Command } from 'commander'
import { recordedType } from '../api-types.ts'
import type { CliDeps } from '../deps.ts'
import { findEntity } from '../lookup/find-entity.ts'
import { openSession } from '../session.ts'
import { newCommand } from './global-options.ts'

export const mergeCommand = (deps: CliDeps): Command =>
  newCommand('merge', 'say that two things are one')
    .argument('<entity>', 'name, alias or id')
    .argument('<other>', 'name, alias or id of the same thing')
    .option('--note <text>', 'why; kept with the fact')
    .action(async (name: string, otherName: string, options: { note?: string }, command: Command) => {
      const session = openSession(deps, command)
      const { client, out } = session
      const [entity, other] = [await findEntity(session, name), await findEntity(session, otherName)]
      const body = { otherId: other.id, note: options.note }
      const recorded = await client.post(`/v1/entities/${entity.id}/merge`, recordedType, { body })
      out.emit(recorded)
      out.print(`"${entity.name}" and "${other.name}" are one; undo with: withdraw ${recorded.factIds.join(' ')}`)
    })
