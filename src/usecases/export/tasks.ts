import { type ExportedInsight, pageInsights } from '../../storage/export/readings.ts'
import { calendarDay, calendarEnd, calendarMoment, calendarStart, calendarText, component, isDay } from './calendar.ts'
import { firstSource, tellSource } from './first-source.ts'
import { localDay } from './local-day.ts'
import { pagesOf, type Reading } from './pages.ts'

const statuses: Readonly<Record<string, string>> = { open: 'NEEDS-ACTION', done: 'COMPLETED', dropped: 'CANCELLED' }
const priorities: Readonly<Record<string, string>> = { high: '1', normal: '5', low: '9' }

/** Action items as tasks. The same item has the same UID in every export, and is there once for all personas. */
export async function* toTasks(reading: Reading): AsyncGenerator<string> {
  const filter = { ...reading.filter, type: 'action_item' }
  yield calendarStart('Action items')
  let meetingId = ''
  let known = new Set<string>()
  for await (const rows of pagesOf(pageInsights, { ...reading, filter })) {
    let lines = ''
    for (const row of rows) {
      if (row.meetingId !== meetingId) known = new Set()
      meetingId = row.meetingId
      if (row.retracted || known.has(row.contentHash)) continue
      known.add(row.contentHash)
      lines += toTask(row, reading.cut.at)
    }
    yield lines
  }
  yield calendarEnd
}

const toTask = (row: ExportedInsight, at: Date): string => {
  const { description, dueDate, priority } = row.body
  return component('VTODO', [
    ['UID', `${row.meetingId}-${row.contentHash}@throughline`],
    ['DTSTAMP', calendarMoment(at)],
    ['SUMMARY', calendarText(String(description ?? ''))],
    ['DESCRIPTION', calendarText(tellOrigin(row))],
    ['DUE;VALUE=DATE', isDay(dueDate) ? calendarDay(dueDate) : null],
    ['STATUS', statuses[row.status ?? 'open'] ?? 'NEEDS-ACTION'],
    ['PRIORITY', priorities[String(priority)] ?? null],
  ])
}

const tellOrigin = ({ owner, evidence, meetingTitle, occurredAt, timeZone }: ExportedInsight): string => {
  const said = firstSource(evidence)
  return [
    owner === null ? '' : `Owner: ${owner}`,
    said === null ? '' : tellSource(said),
    `${meetingTitle}, ${localDay(occurredAt, timeZone)}`,
  ]
    .filter((line) => line !== '')
    .join('\n')
}
