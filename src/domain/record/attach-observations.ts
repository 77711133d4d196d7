import type { NameView } from '../name/name-book.ts'
import { type Focus, focusOf, type Place } from '../observation/attach.ts'
import type { Attachment, NameLinkage, ObservationFact } from '../observation/observation-fact.ts'
import { textKeyOf } from '../observation/values.ts'
import type { ModelView } from '../tracking-model/model-view.ts'
import { isUnknownNumber } from './bare-number.ts'
import type { Meaning } from './name-meaning.ts'
import type { SpotInput } from './spot-input.ts'

type Context = { places: readonly Place[]; meaning: (id: string) => Meaning; book: NameView; view: ModelView }

/** The name that each observation of a meeting counts for. */
export const attachObservations = (input: SpotInput, context: Context): Attachment[] => {
  const focus: Focus = {
    places: context.places,
    segments: new Map(input.segments.map((segment) => [segment.index, segment])),
    title: input.meeting.title,
  }
  return input.observations.map((observation) => {
    const subject = subjectOf(observation, focus, context)
    const value =
      observation.statedValueName === null ? null : valueName(observation.statedValueName, observation, context)
    return {
      observationId: observation.id,
      nameId: subject.id,
      valueNameId: value,
      valueKey: textOf(observation, context.view),
      link: subject.link,
    }
  })
}

const textOf = ({ dimension, value }: ObservationFact, view: ModelView): string | null =>
  value !== null && view.dimension(dimension)?.kind === 'text' ? textKeyOf(value) : null

type Subject = { id: string | null; link: NameLinkage }

function subjectOf(observation: ObservationFact, focus: Focus, context: Context): Subject {
  const { view, book } = context
  const fits = (type: string): boolean =>
    view.owns(type, observation.dimension) && (observation.typeHint === null || observation.typeHint === type)
  if (observation.statedName !== null && book.get(observation.statedName)) {
    if (isUnknownNumber(book, observation.statedName))
      return { id: null, link: { method: 'none', penalty: 0, others: [] } }
    const meant = context.meaning(observation.statedName)
    const id = meant.id === null ? null : catalogued(meant.id, (type) => view.owns(type, observation.dimension), book)
    const method = id === null ? 'none' : id !== meant.id ? 'key' : meant.method
    return { id, link: { method, penalty: method === 'context' ? 3 : 0, others: meant.others } }
  }
  const found = focusOf(focus, observation, fits)
  if (!found) return { id: null, link: { method: 'none', penalty: 0, others: [] } }
  return { id: found.id, link: { method: found.method, penalty: found.penalty, others: [] } }
}

/** Extraction only guesses the type of a name: a catalogue that has a thing of this name and another type knows better. */
function catalogued(id: string, fits: (type: string) => boolean, book: NameView): string {
  const name = book.get(id)
  if (!name || name.imported) return id
  const others = book.withKey(name.key).filter((other) => other.imported && fits(other.type))
  const [only] = others
  if (others.length === 1 && only) return only.id
  const owners = book.withKey(name.key).filter((other) => fits(other.type) && other.scope === name.scope)
  return owners.length === 1 && owners[0] ? owners[0].id : id
}

function valueName(id: string, observation: ObservationFact, { meaning, book, view }: Context): string | null {
  const meant = meaning(id)
  const types = view.dimension(observation.dimension)?.valueTypes ?? []
  return meant.id === null ? null : catalogued(meant.id, (type) => types.includes(type), book)
}
