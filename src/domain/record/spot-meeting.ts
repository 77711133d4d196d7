import { type Name, nameIdOf, nameKey, tenantScope } from '../name/name.ts'
import type { NameView } from '../name/name-book.ts'
import { type Spot, spotNames } from '../name/spot-names.ts'
import type { Place } from '../observation/attach.ts'
import type { Attachment } from '../observation/observation-fact.ts'
import type { ModelView } from '../tracking-model/model-view.ts'
import { attachObservations } from './attach-observations.ts'
import { meetingPeople } from './meeting-people.ts'
import { createMeaning } from './name-meaning.ts'
import type { SpotInput } from './spot-input.ts'

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

export type Spotting = { mentions: Mention[]; attachments: Attachment[]; unlinked: Unlinked[] }

/** Finds all live names in a meeting and gives each of its observations the name it is about. Pure in its arguments. */
export const spotMeeting = (input: SpotInput, book: NameView, view: ModelView): Spotting => {
  const { title, series } = input.meeting
  const spots = [
    ...spotNames(book, title, -1, series),
    ...input.segments.flatMap((segment) => spotNames(book, segment.text, segment.index, series)),
  ]
  const meaning = createMeaning(book, presentNames(input, spots, book, view), input.relinks)

  const mentions = new Map<string, Mention>()
  const unlinked = new Map<string, Unlinked>()
  const places: Place[] = spots.map((spot) => {
    const names = spot.names.flatMap((name) => {
      const meant = meaning(name.id)
      if (meant.id === null)
        unlinked.set(name.id, { meetingId: input.meetingId, nameId: name.id, candidates: meant.others })
      const target = meant.id === null ? undefined : book.get(meant.id)
      return target ? [{ target, method: meant.method === 'stated' ? ('exact' as const) : meant.method }] : []
    })
    for (const { target, method } of names) addMention(mentions, input.meetingId, spot, target, method)
    return { ...spot, names: distinctTargets(names.map(({ target }) => target)) }
  })

  const attachments = attachObservations(input, { places, meaning, book, view })
  return { mentions: [...mentions.values()], attachments, unlinked: [...unlinked.values()] }
}

/** Names that occur in the meeting: spotted in its words, stated by extraction, or of people who take part. */
function presentNames(input: SpotInput, spots: readonly Spot[], book: NameView, view: ModelView): Set<string> {
  const present = new Set(spots.flatMap((spot) => spot.names.map((name) => name.id)))
  for (const { statedName, statedValueName } of input.observations)
    for (const id of [statedName, statedValueName]) if (id !== null && book.get(id)) present.add(id)
  const { personType } = view
  if (personType === undefined) return present
  for (const person of meetingPeople(input.meeting, input.segments).names) {
    const id = nameIdOf(input.tenantId, personType, tenantScope, nameKey(person))
    if (book.get(id)) present.add(id)
  }
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
