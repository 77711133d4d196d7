import { groupBy } from '../../record/group-by.ts'
import { type ExportedEntity, pageEntities, readAliases, readStatesAt } from '../../storage/export/record.ts'
import type { NameRow } from '../../storage/read-entities.ts'
import type { StateRow } from '../../storage/read-state.ts'
import { pagesOf, type Reading } from './pages.ts'

export type EntityWithParts = ExportedEntity & { names: NameRow[]; states: StateRow[] }

const entitiesAtOnce = 100

/** Entities with their names and the state that they had at the cut, also those that were merged or taken back since. */
export async function* entityPages(reading: Reading): AsyncGenerator<EntityWithParts[]> {
  const { tenantId, cut, read } = reading
  for await (const rows of pagesOf(pageEntities, {
    ...reading,
    pageSize: Math.min(reading.pageSize, entitiesAtOnce),
  })) {
    const ids = rows.map(({ id }) => id)
    const [names, states] = await read(async (tx) => [
      groupBy(await readAliases(tx, tenantId, ids), (name) => name.entityId),
      groupBy(await readStatesAt(tx, tenantId, ids, cut), (state) => state.entityId),
    ])
    yield rows.map((row) => ({ ...row, names: names.get(row.id) ?? [], states: states.get(row.id) ?? [] }))
  }
}
