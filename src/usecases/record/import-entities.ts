import { AppError } from '../../domain/errors.ts'
import { cleanSurface, nameIdOf, nameKey, tenantScope } from '../../domain/name/name.ts'
import { normaliseValue } from '../../domain/observation/values.ts'
import { type ImportedEntity, importStatements } from '../../domain/record/import-statements.ts'
import type { ModelView } from '../../domain/tracking-model/model-view.ts'
import { newId } from '../../platform/ids.ts'
import { noChange } from '../../record/change.ts'
import { insertFacts, type NewFact } from '../../storage/facts.ts'
import type { RecordCommands } from '../ports.ts'
import { type CommandDeps, runCommand } from './command.ts'

/**
 * Takes a catalogue in: things with their names and their state before all meetings. The same catalogue again states
 * the same facts and changes nothing.
 */
export const createImportEntities =
  (deps: CommandDeps): RecordCommands['importEntities'] =>
  (command) =>
    runCommand(deps, command, async (session) => {
      const { tx, tenantId, next, view } = session
      for (const [at, entity] of command.entities.entries()) refuseUnknown(entity, view, `entities.${at}`)
      const said = importStatements(tenantId, command.entities, view, Number(next.version))
      const groupId = newId()
      const shared = { groupId, origin: 'import', actor: command.actor } as const
      const facts: NewFact[] = [
        ...said.links.map((link) => ({
          ...{ ...shared, id: link.id, kind: 'alias' as const, nameId: link.a, otherNameId: link.b },
        })),
        ...said.assertions.map((one) => ({
          ...{ ...shared, id: one.id, kind: 'assert' as const, nameId: one.nameId, dim: one.dimension, op: one.op },
          ...{ value: one.value, valueName: one.valueNameId, orderKey: one.orderKey, occurredAt: one.occurredAt },
        })),
      ]
      const distinct = [...new Map(facts.map((fact) => [fact.id, fact])).values()]
      if (distinct.length > 0) await insertFacts(tx, tenantId, next, distinct)
      const sources = new Map(said.sources.map((source) => [`${source.nameId} ${source.sourceId}`, source]))
      const links = new Map(said.links.map((link) => [link.id, link]))
      return {
        change: {
          ...noChange(),
          putSources: [...sources.values()],
          putLinks: [...links.values()],
          restated: [...new Set(said.assertions.map((one) => one.nameId))],
        },
        answer: ({ names }) => ({
          entities: command.entities.map(({ type, name }) => {
            const id = nameIdOf(tenantId, type, tenantScope, nameKey(cleanSurface(name)))
            const entity = names.entity(names.entityOf(id) ?? id)
            return { id: entity?.id ?? id, type, name: entity?.name ?? name }
          }),
        }),
      }
    })

function refuseUnknown(entity: ImportedEntity, view: ModelView, path: string): void {
  const refuse = (field: string, message: string): never => {
    throw new AppError('unknown_reference', `${path}.${field}: ${message}.`, {
      details: [{ path: `${path}.${field}`, message }],
    })
  }
  if (!view.model.types.some((type) => type.name === entity.type))
    refuse('type', `the tracking model has no type "${entity.type}"`)
  if (nameKey(cleanSurface(entity.name)) === '') refuse('name', `"${entity.name}" holds no word`)
  for (const { dimension: name, value } of entity.state) {
    const dimension = view.dimension(name)
    if (!dimension || !view.owns(entity.type, name)) refuse(`state.${name}`, `a ${entity.type} has no such dimension`)
    else if (normaliseValue(dimension, value, null) === null)
      refuse(`state.${name}`, `"${value}" is not one of its values`)
  }
}
