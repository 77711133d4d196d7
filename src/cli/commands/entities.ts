import type { Command } from 'commander'
import { type EntityType, entityType } from '../api-types.ts'
import type { CliDeps } from '../deps.ts'
import { findEntity } from '../lookup/find-entity.ts'
import { printList } from '../print-list.ts'
import { stateLine } from '../render/board.ts'
import { formatDay } from '../render/dates.ts'
import { renderStateCard } from '../render/state-card.ts'
import { openSession } from '../session.ts'
import { entityCommand } from './entity-command.ts'
import { newCommand, positiveInteger } from './global-options.ts'

type Filter = { type?: string; project?: string; stale?: boolean; limit: number; q?: string }

export const entitiesCommand = (deps: CliDeps): Command => {
  const entities = newCommand('entities', 'the things that are tracked')
  entities.addCommand(
    filtered(newCommand('list', 'all of them')).action((options: Filter, command: Command) =>
      list(deps, options, command),
    ),
    { isDefault: true },
  )
  entities.addCommand(
    filtered(newCommand('search', 'by part of a name').argument('<text>')).action(
      (text: string, options: Filter, command: Command) => list(deps, { ...options, q: text }, command),
    ),
  )
  entities.addCommand(
    entityCommand('show', 'one of them').action(async (name: string, options: { type?: string }, command: Command) => {
      const session = openSession(deps, command)
      const entity = await findEntity(session, name, options.type)
      session.out.emit(entity)
      session.out.print(renderStateCard(entity, { moment: '', state: entity.state }, session.out))
    }),
  )
  return entities
}

const filtered = (command: Command): Command =>
  command
    .option('--type <type>', 'only this type')
    .option('--project <name>', 'only what meetings of this project speak of')
    .option('--stale', 'only what nobody has spoken of for long')
    .option('--limit <n>', 'at most this many', positiveInteger, 200)

const list = async (deps: CliDeps, options: Filter, command: Command): Promise<void> => {
  const { client, out } = openSession(deps, command)
  const { limit, ...query } = options
  const columns = [
    { title: 'name', value: (row: EntityType) => row.name, flexible: true },
    { title: 'type', value: (row: EntityType) => row.type },
    { title: 'last seen', value: (row: EntityType) => (row.lastSeen ? formatDay(row.lastSeen) : '–') },
    { title: 'state', value: stateLine, flexible: true },
  ]
  const rows = client.list('/v1/entities', entityType, query, limit)
  await printList(out, rows, { columns, one: 'entity', many: 'entities' })
}
