import type { TrackingModel } from '../../domain/tracking-model/model.ts'
import { calendarDay, calendarEnd, calendarMoment, calendarStart, calendarText, component, isDay } from './calendar.ts'
import { type EntityWithParts, entityPages } from './entity-pages.ts'
import { firstSource, tellSource } from './first-source.ts'
import type { Reading } from './pages.ts'

/** The dates that things have now, as events of a whole day. A date that moves keeps its UID. */
export async function* toDueDates(reading: Reading, model: TrackingModel | null): AsyncGenerator<string> {
  const dates = new Map(model?.dimensions.filter(({ kind }) => kind === 'date').map(({ name, label }) => [name, label]))
  yield calendarStart('Due dates')
  for await (const rows of entityPages(reading))
    yield rows.flatMap((row) => toEvents(row, dates, reading.cut.at)).join('')
  yield calendarEnd
}

const toEvents = (
  { id, type, name, states }: EntityWithParts,
  dates: ReadonlyMap<string, string>,
  at: Date,
): string[] =>
  states.flatMap(({ dim, item, value, evidence }) => {
    const label = dates.get(dim)
    if (label === undefined || !isDay(value)) return []
    const said = firstSource(evidence)
    return component('VEVENT', [
      ['UID', `${[id, dim, ...(item === '' ? [] : [encodeURIComponent(item)])].join('-')}@throughline`],
      ['DTSTAMP', calendarMoment(at)],
      ['DTSTART;VALUE=DATE', calendarDay(value)],
      ['SUMMARY', calendarText(`${name}: ${label}`)],
      ['DESCRIPTION', said && calendarText(tellSource(said))],
      ['CATEGORIES', calendarText(type)],
      ['TRANSP', 'TRANSPARENT'],
    ])
  })
