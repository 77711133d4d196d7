import { clip } from '../domain/clip.ts'
import type { ObservationFact } from '../domain/observation/observation-fact.ts'
import type { NameCandidate } from '../domain/record/name-candidates.ts'
import { findNameQuestions } from '../domain/record/name-questions.ts'
import type { MeetingFacts } from '../domain/record/read-meeting.ts'
import type { Spotting } from '../domain/record/spot-meeting.ts'
import { findValueQuestions, type TextOf, type ValueQuestion } from '../domain/record/value-questions.ts'
import { readStoredStates } from '../storage/entities.ts'
import { readNamesOfSeries, readSaidPlaces, type SaidPlace } from '../storage/said.ts'
import { groupBy } from './group-by.ts'
import { previewReading } from './preview-reading.ts'
import type { RecordSession } from './session.ts'

/** A name with a few places where it was said. */
export type SaidName = { id: string; name: string; said: string[] }

/** What rules leave open about a meeting, with all that somebody needs who is asked. */
export type Questions = { names: { type: string; a: SaidName; b: SaidName }[]; values: ValueQuestion[] }

/** How much may be asked for one meeting. */
const most = { names: 20, values: 40, candidates: 4, places: 3 }
const around = 140

/**
 * What to ask about a meeting before its facts come in: which of its names may be one thing with others, and which of
 * its texts may say what is known already. Reads a constant number of times and writes nothing.
 */
export const findQuestions = async (
  session: RecordSession,
  facts: MeetingFacts,
  analyst: string,
): Promise<Questions> => {
  const { names } = session
  const { reading, spotting } = previewReading(session, facts)
  const asking = { book: names.book, membersOf: names.members, analyst }
  const said = reading.sources.map((source) => source.nameId)
  const asked = await inSeries(session, facts.meeting.series, findNameQuestions(asking, said))
  return {
    names: await withPlaces(session, facts, spotting, asked.slice(0, most.names)),
    values: (await valueQuestions(session, reading.observations, spotting, analyst)).slice(0, most.values),
  }
}

/** A short name may stand for things of its series and of the catalogue only, and for few of them. */
async function inSeries(
  { tx, tenantId, names }: RecordSession,
  series: string | null,
  questions: readonly NameCandidate[],
): Promise<NameCandidate[]> {
  const candidates = [...new Set(questions.flatMap((one) => (one.contextual ? [one.b] : [])))].sort()
  const found =
    series === null || candidates.length === 0 ? [] : await readNamesOfSeries(tx, tenantId, series, candidates)
  const known = new Set(found)
  const counts = new Map<string, number>()
  return questions.filter(({ a, b, contextual }) => {
    if (!contextual) return true
    if (!known.has(b) && !names.book.get(b)?.imported) return false
    counts.set(a, (counts.get(a) ?? 0) + 1)
    return (counts.get(a) ?? 0) <= most.candidates
  })
}

async function withPlaces(
  { tx, tenantId, names }: RecordSession,
  facts: MeetingFacts,
  spotting: Spotting,
  questions: readonly NameCandidate[],
): Promise<Questions['names']> {
  const segments = new Map(facts.segments.map((segment) => [segment.index, segment]))
  const here = groupBy(
    spotting.mentions.flatMap((mention): SaidPlace[] => {
      const segment = segments.get(mention.segment)
      return segment ? [{ ...mention, speaker: segment.speaker, text: segment.text }] : []
    }),
    (place) => place.nameId,
  )
  const ids = [...new Set(questions.flatMap(({ a, b }) => [a, b]))].sort()
  const elsewhere = ids.filter((id) => !here.has(id))
  const stored = groupBy(
    elsewhere.length === 0 ? [] : await readSaidPlaces(tx, tenantId, elsewhere, most.places),
    (place) => place.nameId,
  )
  const saidName = (id: string): SaidName => ({
    id,
    name: names.book.get(id)?.surface ?? '',
    said: (here.get(id) ?? stored.get(id) ?? []).slice(0, most.places).map(quoteOf),
  })
  const isGuessed = (id: string) => names.book.shape(id)?.guessed ?? false
  return questions.map(({ a, b }) => {
    const type = names.book.get(isGuessed(b) && !isGuessed(a) ? a : b)?.type ?? ''
    return { type, a: saidName(a), b: saidName(b) }
  })
}

/** The words around a place, with who spoke. */
const quoteOf = ({ speaker, text, start, end }: SaidPlace): string => {
  const from = Math.max(0, start - around)
  const words = `${from > 0 ? '…' : ''}${clip(text.slice(from).replace(/^[\uDC00-\uDFFF]/, ''), end - from + around)}`
  return speaker === null ? words : `${speaker}: ${words}`
}

async function valueQuestions(
  { tx, tenantId, names, view }: RecordSession,
  observations: readonly ObservationFact[],
  { attachments }: Spotting,
  analyst: string,
): Promise<ValueQuestion[]> {
  const stated = observations.flatMap(({ dimension, value, modality }, at): TextOf[] => {
    const attachment = attachments[at]
    const entityId = attachment?.nameId ? names.entityOf(attachment.nameId) : undefined
    const entity = entityId === undefined ? undefined : names.entity(entityId)
    if (!entity || value === null || attachment?.valueKey == null || modality !== 'asserted') return []
    return view.owns(entity.type, dimension) ? [{ entity, dimension, text: value }] : []
  })
  if (stated.length === 0) return []
  // What is stored may still stand under any of the names that make up the entity now.
  const ids = [...new Set(stated.flatMap(({ entity }) => names.members(entity.id)))].sort()
  const current = (await readStoredStates(tx, tenantId, ids)).flatMap((row): TextOf[] => {
    const entity = names.entity(names.entityOf(row.entityId) ?? row.entityId)
    return entity ? [{ entity, dimension: row.dim, text: row.value }] : []
  })
  return findValueQuestions({ judged: names.judged, analyst }, stated, current)
}
