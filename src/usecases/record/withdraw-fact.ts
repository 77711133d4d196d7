import { AppError } from '../../domain/errors.ts'
import { noChange } from '../../record/change.ts'
import { type FactRow, readFactGroup, toLink, withdrawFacts } from '../../storage/facts.ts'
import { readSourcesOf } from '../../storage/names.ts'
import type { RecordCommands } from '../ports.ts'
import { type CommandDeps, runCommand } from './command.ts'

/** Takes back what one command of a user recorded, all of it: a merge, a split, a correction, names. */
export const createWithdrawFact =
  (deps: CommandDeps): RecordCommands['withdrawFact'] =>
  (command) =>
    runCommand(deps, command, async (session) => {
      const { tx, tenantId, next } = session
      const group = await readFactGroup(tx, tenantId, command.factId)
      if (group.length === 0) throw new AppError('not_found', `There is no fact ${command.factId}.`)
      if (group.some((fact) => fact.origin !== 'user'))
        throw new AppError('conflict', 'Only what a user recorded can be withdrawn.')
      const live = group.filter((fact) => fact.withdrawnAt === null)
      if (live.length === 0) throw new AppError('conflict', `The fact ${command.factId} was withdrawn already.`)
      const ids = live.map((fact) => fact.id)
      await withdrawFacts(tx, tenantId, next.namesVersion, ids)
      const of = (...kinds: FactRow['kind'][]): FactRow[] => live.filter((fact) => kinds.includes(fact.kind))
      const sources = await readSourcesOf(tx, tenantId, ids)
      return {
        change: {
          ...noChange(),
          removedSources: sources.map(({ nameId, sourceId }) => ({ nameId, sourceId })),
          removedLinks: of('alias', 'same', 'different').map(toLink),
          removedPins: of('pin').map(({ id, nameId, value }) => ({ id, nameId, title: value ?? '', recorded: 0 })),
          restated: of('assert', 'veto').map((fact) => fact.nameId),
          respot: of('relink').flatMap((fact) => fact.meetingId ?? []),
        },
        answer: () => ({ factIds: ids }),
      }
    })
