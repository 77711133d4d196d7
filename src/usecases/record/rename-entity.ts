import type { Entity } from '../../domain/entity/represent.ts'
import { AppError } from '../../domain/errors.ts'
import { cleanSurface, type NameSource, nameIdOf, nameKey, tenantScope } from '../../domain/name/name.ts'
import { newId } from '../../platform/ids.ts'
import type { RecordSession } from '../../record/session.ts'
import { stateFacts } from '../../record/state-facts.ts'
import type { NewFact } from '../../storage/facts.ts'
import type { RecordCommands } from '../ports.ts'
import { type CommandDeps, entityUnderLock, runCommand } from './command.ts'
import { userOrderKey } from './user-order-key.ts'

/** Gives an entity a title, and names to be called by, or takes names away. Each is a fact about names. */
export const createRenameEntity =
  (deps: CommandDeps): RecordCommands['renameEntity'] =>
  (command) =>
    runCommand(deps, command, async (session) => {
      const entity = entityUnderLock(session, command.entityId)
      const groupId = newId()
      const said = { groupId, origin: 'user', actor: command.actor } as const
      const sources: NameSource[] = []
      const facts: NewFact[] = []
      if (command.name !== undefined)
        facts.push({ ...said, id: newId(), kind: 'pin', nameId: entity.id, value: cleanSurface(command.name) })
      for (const alias of command.addAliases) {
        const source = aliasSource(session, entity, alias)
        if (entity.names.some((name) => name.id === source.nameId)) continue
        sources.push(source)
        facts.push({ ...said, id: source.sourceId, kind: 'alias', nameId: source.nameId, otherNameId: entity.id })
      }
      for (const alias of command.removeAliases) {
        const removed = nameCalled(entity, alias)
        const staying = entity.names.filter((name) => name.id !== removed)
        for (const name of staying)
          facts.push({ ...said, id: newId(), kind: 'different', nameId: removed, otherNameId: name.id })
      }
      const factIds = facts.map((fact) => fact.id)
      return {
        change: await stateFacts(session, facts, sources),
        answer: ({ names }) => ({ factIds, entityId: names.entityOf(entity.id) ?? entity.id }),
      }
    })

function aliasSource(session: RecordSession, entity: Entity, alias: string): NameSource {
  const { tenantId } = session
  const surface = cleanSurface(alias)
  const key = nameKey(surface)
  if (key === '') throw refuse('addAliases', `"${alias}" holds no word`)
  const nameId = nameIdOf(tenantId, entity.type, tenantScope, key)
  const orderKey = userOrderKey(session)
  const said = { nameId, type: entity.type, scope: tenantScope, key, surface }
  return { ...said, kind: 'user', guessed: false, sourceId: newId(), orderKey }
}

function nameCalled(entity: Entity, alias: string): string {
  const key = nameKey(cleanSurface(alias))
  const name = entity.names.find((one) => one.key === key)
  if (!name) throw refuse('removeAliases', `"${entity.name}" is not called "${alias}"`)
  if (entity.names.length === 1) throw new AppError('conflict', `"${alias}" is the only name of this entity.`)
  return name.id
}

const refuse = (path: string, message: string): AppError =>
  new AppError('unknown_reference', `${path}: ${message}.`, { details: [{ path, message }] })
