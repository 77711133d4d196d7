import { pageAudit, pageCalls, pageEvents } from '../../storage/export/books.ts'
import { pageMeetings, pageSegments } from '../../storage/export/meetings.ts'
import { pageInsights, pageObservations, pageSummaries } from '../../storage/export/readings.ts'
import { pageFacts, pageTransitions } from '../../storage/export/record.ts'
import { toTransitionView } from '../changes/to-transition-view.ts'
import { toStateMap } from '../entities/to-state-map.ts'
import { toMeetingView } from '../meetings/to-meeting-view.ts'
import { type EntityWithParts, entityPages } from './entity-pages.ts'
import { firstSource } from './first-source.ts'
import type { ExportKindName } from './kinds.ts'
import { pagesOf, type Reading } from './pages.ts'
import { submittedPages } from './submitted-pages.ts'

type Rows = AsyncGenerator<object[]>

/** The rows of each export as they stand in a file: names of the API, nothing that only the database needs. */
export const rowPages: Readonly<Record<ExportKindName, (reading: Reading) => Rows>> = {
  meetings: (reading) =>
    each(pagesOf(pageMeetings, reading), ({ identity: _, ...row }) => {
      const { links: __, ...view } = toMeetingView(row)
      return view
    }),
  transcripts: (reading) => pagesOf(pageSegments, reading),
  submitted: submittedPages,
  entities: (reading) => each(entityPages(reading), toEntity),
  states: (reading) => flat(entityPages(reading), toStates),
  transitions: (reading) => each(pagesOf(pageTransitions, reading), (row) => withSource(toTransitionView(row))),
  observations: (reading) => pagesOf(pageObservations, reading),
  facts: (reading) => pagesOf(pageFacts, reading),
  insights: (reading) => each(pagesOf(pageInsights, reading), withSource),
  summaries: (reading) => pagesOf(pageSummaries, reading),
  events: (reading) => pagesOf(pageEvents, reading),
  usage: (reading) => pagesOf(pageCalls, reading),
  audit: (reading) => pagesOf(pageAudit, reading),
}

async function* each<Row>(pages: AsyncGenerator<Row[]>, toRow: (row: Row) => object): Rows {
  for await (const rows of pages) yield rows.map(toRow)
}

async function* flat<Row>(pages: AsyncGenerator<Row[]>, toRows: (row: Row) => object[]): Rows {
  for await (const rows of pages) yield rows.flatMap(toRows)
}

const toEntity = ({ id, type, name, names, states, firstSeen, lastSeen }: EntityWithParts): object => ({
  ...{ id, type, name },
  aliases: names
    .filter(({ surface }) => surface !== name)
    .map((one) => ({ nameId: one.id, name: one.surface, imported: one.imported })),
  ...{ state: toStateMap(states), firstSeen, lastSeen },
})

const toStates = ({ id, type, name, states }: EntityWithParts): object[] =>
  states.map(({ dim, item, value, valueEntity, since, confidence, evidence }) =>
    withSource({
      ...{ entityId: id, type, name, dimension: dim, item: item === '' ? null : item, value },
      ...{ valueEntityId: valueEntity, since, confidence, evidence },
    }),
  )

/** With the first quote and who said it beside the list of all, for those who read tables. */
const withSource = <Row extends { evidence: unknown }>(
  row: Row,
): Row & { speaker: string | null; quote: string | null } => {
  const { speaker = null, quote = null } = firstSource(row.evidence) ?? {}
  return { ...row, speaker, quote }
}
