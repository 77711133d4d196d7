import { type Name, nameIdOf, nameKey, tenantScope } from '../name/name.ts'
import type { NameView } from '../name/name-book.ts'
import { type Spot, spotNames, spottedText } from '../name/spot-names.ts'
import { spotPeople } from '../name/spot-people.ts'
import type { Place } from '../observation/attach.ts'
import type { Attachment } from '../observation/observation-fact.ts'
import type { ModelView } from '../tracking-model/model-view.ts'
import { attachObservations } from './attach-observations.ts'
import { isUnknownNumber } from './bare-number.ts'
import { createClaimReader } from './claim-meaning.ts'
import { meetingPeople } from './meeting-people.ts'
import { createMeaning } from './name-meaning.ts'
import type { SpotInput } from './spot-input.ts'
import { spotShortForms } from './spot-short-forms.ts'

export type Mention = {
  meetingId: string
  nameId: string
  segment: number
  start: number
  end: number
  surface: string
  method: 'exact' | 'relinked' | 'context'
}

/** A name that was said and belongs to several things, none of which is present. */
export type Unlinked = { meetingId: string; nameId: string; candidates: string[] }

/** So many short forms of a text that may mean several things are told to people. */
const mostUnclear = 3

export type Spotting = { mentions: Mention[]; attachments: Attachment[]; unlinked: Unlinked[] }

/** Finds all live names in a meeting and gives each of its observations the name it is about. Pure in its arguments. */
export const spotMeeting = (input: SpotInput, book: NameView, view: ModelView): Spotting => {
  const { title, series } = input.meeting
  const { meetingId } = input
  const people = peopleHere(input, book, view)
  const texts = [spottedText(title, -1), ...input.segments.map((one) => spottedText(one.text, one.index, one.speaker))]
  const spelled = texts.map((text) => spotNames(book, text, series))
  const present = presentNames(input, spelled.flat(), people.present, book)
  const claims = createClaimReader(book, present, series)
  const meaning = createMeaning(book, present, input.relinks, claims)

  const mentions = new Map<string, Mention>()
  const unlinked = new Map<string, Unlinked>()
  const spots = texts.flatMap((text, at) => {
    const short = spotShortForms(book, text, spotPeople(text, spelled[at] ?? [], people.shortForms), claims)
    for (const { candidates } of short.unclear.slice(0, mostUnclear))
      if (candidates[0] !== undefined) unlinked.set(candidates[0], { meetingId, nameId: candidates[0], candidates })
    return short.spots
  })
  const places: Place[] = spots.map((spot) => {
    const names = spot.names.flatMap((name) => {
      const meant = meaning(name.id)
      if (meant.id === null) unlinked.set(name.id, { meetingId, nameId: name.id, candidates: meant.others })
      const target = meant.id === null ? undefined : book.get(meant.id)
      const method = meant.method !== 'stated' ? meant.method : spot.short ? ('context' as const) : ('exact' as const)
      return target ? [{ target, method }] : []
    })
    for (const { target, method } of names) addMention(mentions, meetingId, spot, target, method)
    const known = names.filter(({ target }) => !isUnknownNumber(book, target.id))
    return { ...spot, names: distinctTargets(known.map(({ target }) => target)) }
  })

  const attachments = attachObservations(input, { places, meaning, book, view })
  return { mentions: [...mentions.values()], attachments, unlinked: [...unlinked.values()] }
}

/** People who take part: the names that they have in the book, and who is meant by a first or last name alone. */
function peopleHere(
  { tenantId, meeting, segments }: SpotInput,
  book: NameView,
  { personType }: ModelView,
): { present: string[]; shortForms: Map<string, Name> } {
  if (personType === undefined) return { present: [], shortForms: new Map() }
  const people = meetingPeople(meeting, segments)
  const nameOf = (person: string) => book.get(nameIdOf(tenantId, personType, tenantScope, nameKey(person)))
  return {
    present: people.names.flatMap((person) => nameOf(person)?.id ?? []),
    shortForms: new Map(
      [...people.shortForms].flatMap(([form, person]) => {
        const name = nameOf(person)
        return name?.key.split(' ').includes(form) ? [[form, name] as const] : []
      }),
    ),
  }
}

/** Names that occur in the meeting: spotted in its words, stated by extraction, or of people who take part. */
function presentNames(
  input: SpotInput,
  spots: readonly Spot[],
  people: readonly string[],
  book: NameView,
): Set<string> {
  const present = new Set([...spots.flatMap((spot) => spot.names.map((name) => name.id)), ...people])
  for (const { statedName, statedValueName } of input.observations)
    for (const id of [statedName, statedValueName]) if (id !== null && book.get(id)) present.add(id)
  return present
}

function addMention(
  mentions: Map<string, Mention>,
  meetingId: string,
  spot: Spot,
  name: Name,
  method: Mention['method'],
): void {
  const { segment, start, end, surface } = spot
  mentions.set(`${segment}:${start}:${name.id}`, { meetingId, nameId: name.id, segment, start, end, surface, method })
}

function distinctTargets(names: readonly Name[]): Place['names'] {
  return [
    ...new Map(names.map((name) => [name.id, { id: name.id, type: name.type, imported: name.imported }])).values(),
  ]
}
