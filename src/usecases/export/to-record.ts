import { pageHistories } from '../../storage/export/record.ts'
import type { TransitionRow } from '../../storage/read-transitions.ts'
import { entityPages } from './entity-pages.ts'
import { entityHead, timelineEntry, timelineHead } from './entity-record.ts'
import { pagesOf, type Reading } from './pages.ts'

/** A record to read: each thing with its state and what happened to it, in the order of the meetings. */
export async function* toRecord(reading: Reading): AsyncGenerator<string> {
  const { cut } = reading
  yield `# The record as of ${cut.at.toISOString()}\n\nVersion ${cut.version}.\n`
  for await (const entities of entityPages(reading)) {
    const histories = historiesOf(
      reading,
      entities.map(({ id }) => id),
    )
    let next = await histories.next()
    for (const entity of entities) {
      yield `\n${entityHead(entity)}`
      if (!next.done && next.value.entityId === entity.id) yield timelineHead
      for (; !next.done && next.value.entityId === entity.id; next = await histories.next())
        yield timelineEntry(next.value)
    }
  }
}

/** Row by row, entity by entity, in the order of the ids. */
async function* historiesOf(reading: Reading, ids: readonly string[]): AsyncGenerator<TransitionRow> {
  const pages = pagesOf<TransitionRow>((tx, tenantId, given) => pageHistories(tx, tenantId, ids, given), reading)
  for await (const rows of pages) yield* rows
}
