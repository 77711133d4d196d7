import { uuidv5 } from '../ids.ts'
import { importKey } from '../meeting/order-key.ts'
import { cleanSurface, compareSources, type NameSource, nameIdOf, nameKey, tenantScope } from '../name/name.ts'
import type { ModelView } from '../tracking-model/model-view.ts'
import { noStatements, type Statements } from './statements.ts'

/** A thing as a catalogue knows it. */
export type ImportedEntity = {
  type: string
  name: string
  aliases: readonly string[]
  state: readonly { dimension: string; value: string; since?: string }[]
}

/** Imported states hold before every meeting; where a catalogue tells no date, since always. */
const always = '0001-01-01T00:00:00.000Z'

/** The facts that an import states. The same catalogue again states the same facts, under the same ids. */
export const importStatements = (
  tenantId: string,
  entities: readonly ImportedEntity[],
  view: ModelView,
  recorded: number,
): Statements => {
  const statements = noStatements()
  for (const entity of entities) {
    const nameId = addName(statements, tenantId, entity.type, entity.name, 'import')
    if (nameId === null) continue
    for (const alias of entity.aliases) addAlias(statements, tenantId, entity.type, alias, nameId)
    for (const state of entity.state) addState(statements, tenantId, nameId, state, view, recorded)
  }
  return {
    ...statements,
    // Of several spellings of one name the best one counts, of several states of one dimension the last.
    sources: lastOf(
      [...statements.sources].sort((a, b) => compareSources(b, a)),
      (one) => `${one.nameId} ${one.kind}`,
    ),
    links: lastOf(statements.links, (one) => one.id),
    assertions: lastOf(statements.assertions, (one) => one.id),
  }
}

const lastOf = <Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] => [
  ...new Map(items.map((item) => [keyOf(item), item])).values(),
]

function addName(
  statements: Statements,
  tenantId: string,
  type: string,
  said: string,
  kind: NameSource['kind'],
): string | null {
  const surface = cleanSurface(said)
  const key = nameKey(surface)
  if (key === '') return null
  const nameId = nameIdOf(tenantId, type, tenantScope, key)
  const sourceId = uuidv5(tenantId, 'import', kind, nameId)
  statements.sources.push({
    nameId,
    type,
    scope: tenantScope,
    key,
    surface,
    kind,
    sourceId,
    guessed: false,
    orderKey: importKey,
  })
  return nameId
}

/** An alias is no thing of its own: it may even be claimed by several. */
function addAlias(statements: Statements, tenantId: string, type: string, alias: string, nameId: string): void {
  const a = addName(statements, tenantId, type, alias, 'pattern')
  if (a === null || a === nameId) return
  statements.links.push({
    id: uuidv5(tenantId, 'import-alias', a, nameId),
    kind: 'alias',
    origin: 'import',
    a,
    b: nameId,
    recorded: 0,
  })
}

function addState(
  statements: Statements,
  tenantId: string,
  nameId: string,
  state: ImportedEntity['state'][number],
  view: ModelView,
  recorded: number,
): void {
  const dimension = view.dimension(state.dimension)
  const valueType = dimension?.kind === 'entity' ? dimension.valueTypes[0] : undefined
  const valueNameId = valueType === undefined ? null : addName(statements, tenantId, valueType, state.value, 'pattern')
  statements.assertions.push({
    id: uuidv5(tenantId, 'import-state', nameId, state.dimension, dimension?.many ? state.value : ''),
    origin: 'import',
    nameId,
    dimension: state.dimension,
    op: dimension?.many ? 'add' : 'set',
    value: state.value,
    valueNameId,
    meetingId: null,
    orderKey: importKey,
    occurredAt: state.since === undefined ? always : new Date(state.since).toISOString(),
    recorded,
    note: null,
  })
}
