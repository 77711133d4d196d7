import { uuidv5 } from '../ids.ts'
import type { MeetingContext, Segment } from '../meeting/meeting.ts'
import { observationKey } from '../meeting/order-key.ts'
import { cleanSurface, compare, type NameSource, nameIdOf, nameKey, nameScope } from '../name/name.ts'
import type { NameLink } from '../name/name-link.ts'
import type { ExtractedName, ExtractedObservation } from '../observation/observation.ts'
import type { ObservationFact } from '../observation/observation-fact.ts'
import { stableJson } from '../stable-json.ts'
import type { ModelView } from '../tracking-model/model-view.ts'
import { isBareNumber } from './bare-number.ts'
import { type MeetingPeople, meetingPeople } from './meeting-people.ts'

/** A meeting and what one processing of it found. */
export type MeetingFacts = {
  tenantId: string
  id: string
  /** Order-key prefix of the meeting. */
  orderKey: string
  meeting: MeetingContext
  segments: readonly Segment[]
  names: readonly ExtractedName[]
  observations: readonly ExtractedObservation[]
}

/** The facts that a meeting alone gives: nothing here depends on another meeting. */
export type MeetingReading = {
  sources: NameSource[]
  aliases: NameLink[]
  observations: ObservationFact[]
}

export const readMeeting = (facts: MeetingFacts, view: ModelView): MeetingReading => {
  const people = meetingPeople(facts.meeting, facts.segments)
  const sources = createSources(facts, people, view.personType)
  if (view.personType !== undefined) for (const name of people.names) sources.idOf(view.personType, name, false)
  for (const name of facts.names) sources.idOf(name.type, name.surface, name.generic, name.guessed)
  const observations = inOrder(facts.observations).map((observation) => observationFact(facts, observation, sources))
  const aliases = facts.names.flatMap((name) => {
    if (name.aliasOf === null) return []
    const a = sources.idOf(name.type, name.surface, name.generic)
    // A bare number is no word for it that the identifier which it may be short for was ever said.
    const refer = isBareNumber(name.surface) ? sources.keyOf : sources.idOf
    const b = refer(name.type, name.aliasOf, name.generic)
    return a && b && a !== b ? [aliasLink(facts, a, b)] : []
  })
  return { sources: sources.all(), aliases: distinctById(aliases), observations }
}

const aliasLink = (facts: MeetingFacts, a: string, b: string): NameLink => ({
  id: uuidv5(facts.tenantId, 'alias', facts.id, a, b),
  kind: 'alias',
  origin: 'meeting',
  a,
  b,
  recorded: 0,
})

/** Sources of the meeting, one per name; forms that mean a participant count for that participant. */
function createSources(facts: MeetingFacts, people: MeetingPeople, personType: string | undefined) {
  const sources = new Map<string, NameSource>()
  const surfaceOf = (type: string, said: string): string =>
    cleanSurface(type === personType ? people.fullName(said) : said)
  /** The id that a name has, without a word on whether there is one. */
  const keyOf = (type: string, said: string, generic: boolean): string | null => {
    const key = nameKey(surfaceOf(type, said))
    return key === '' ? null : nameIdOf(facts.tenantId, type, nameScope(generic, facts.meeting.series), key)
  }
  /** `guessed` is left out where a name is only referred to: what was said of its type when it was found holds. */
  const idOf = (type: string, said: string, generic: boolean, guessed?: boolean): string | null => {
    const nameId = keyOf(type, said, generic)
    if (nameId === null) return null
    const surface = surfaceOf(type, said)
    const key = nameKey(surface)
    const scope = nameScope(generic, facts.meeting.series)
    const known = sources.get(nameId)
    if (known && guessed === false) known.guessed = false
    if (!known || compare(surface, known.surface) < 0)
      sources.set(nameId, {
        nameId,
        type,
        scope,
        key,
        surface,
        kind: 'pattern',
        guessed: known?.guessed ?? guessed ?? false,
        sourceId: facts.id,
        orderKey: facts.orderKey,
      })
    return nameId
  }
  return { idOf, keyOf, all: () => [...sources.values()] }
}

function observationFact(
  facts: MeetingFacts,
  observation: ExtractedObservation & { place: number },
  sources: ReturnType<typeof createSources>,
): ObservationFact {
  const segment = facts.segments[observation.segment]
  const { name, valueName } = observation
  const stated = {
    segment: observation.segment,
    ordinal: observation.place,
    start: observation.start,
    statedName: name && sources.idOf(name.type, name.surface, name.generic),
    typeHint: observation.typeHint,
    within: observation.within ?? null,
    dimension: observation.dimension,
    op: observation.op,
    value: observation.value,
    statedValueName: valueName && sources.idOf(valueName.type, valueName.surface, false),
    modality: observation.modality,
    effectiveAt: observation.effectiveAt,
    // Readings that were kept before there were any have none.
    basis: observation.basis ?? 'told',
    confidence: observation.confidence,
    cue: observation.cue,
    quote: observation.quote,
    speaker: segment?.speaker ?? null,
    startMs: segment?.startMs ?? null,
  }
  return {
    ...stated,
    // An observation that a rerun finds again is the same row.
    id: uuidv5(facts.tenantId, 'observation', facts.id, stableJson(stated)),
    meetingId: facts.id,
    orderKey: observationKey(facts.orderKey, observation.segment, observation.place),
  }
}

/** One order for the observations of a segment, from what they say and not from how chunks were cut. */
function inOrder(observations: readonly ExtractedObservation[]): (ExtractedObservation & { place: number })[] {
  const text = (o: ExtractedObservation) =>
    [o.dimension, o.op, o.value ?? '', o.modality, o.quote, o.name?.surface ?? ''].join('\u001f')
  const sorted = [...observations].sort(
    (a, b) => a.segment - b.segment || a.start - b.start || a.ordinal - b.ordinal || compare(text(a), text(b)),
  )
  let place = 0
  return sorted.map((observation, at) => {
    place = at > 0 && sorted[at - 1]?.segment === observation.segment ? place + 1 : 0
    return { ...observation, place }
  })
}

const distinctById = (links: readonly NameLink[]): NameLink[] => [
  ...new Map(links.map((link) => [link.id, link])).values(),
]
