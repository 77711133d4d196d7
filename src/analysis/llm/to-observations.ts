import type { ExtractedObservation, Modality } from '../../domain/observation/observation.ts'
import { modalities } from '../../domain/observation/observation.ts'
import type { TrackingModel } from '../../domain/tracking-model/model.ts'
import { viewOf } from '../../domain/tracking-model/model-view.ts'
import type { ObservationsAnswer } from '../../llm/prompts/extract-observations/answer.ts'
import type { createEvidenceFinder } from '../find-evidence.ts'
import { type InjectedPassage, isInjected } from '../injection.ts'
import { confidenceOf } from './confidence-of.ts'
import { readStatedValue } from './read-stated-value.ts'
import type { StatedThing } from './to-names.ts'

export type ReadingContext = {
  model: TrackingModel
  /** YYYY-MM-DD of the meeting. */
  today: string
  findEvidence: ReturnType<typeof createEvidenceFinder>
  injected: readonly InjectedPassage[]
}

type Answered = ObservationsAnswer['observations'][number]

/** The observations of an answer that keep to what was offered and stand in the transcript; the others are counted. */
export const toObservations = (
  answered: readonly Answered[],
  things: ReadonlyMap<number, StatedThing>,
  context: ReadingContext,
): { observations: ExtractedObservation[]; unsupported: number } => {
  const kept = answered.flatMap((one) => toObservation(one, things, context) ?? [])
  return { observations: kept, unsupported: answered.length - kept.length }
}

const toObservation = (
  one: Answered,
  things: ReadonlyMap<number, StatedThing>,
  { model, today, findEvidence, injected }: ReadingContext,
): ExtractedObservation | null => {
  const view = viewOf(model)
  const thing = one.thing === null ? null : things.get(one.thing)
  const dimension = view.dimension(one.dimension.trim().toLowerCase())
  const modality = modalityOf(one.modality)
  if (thing === undefined || !dimension || modality === null) return null
  if (thing !== null && !view.owns(thing.type.name, dimension.name)) return null
  const stated = readStatedValue(dimension, one, model, things.values())
  const found = findEvidence(one.segment, one.quote)
  if (!stated || !found) return null
  if (isInjected(injected, { ...found, segment: found.segment.index })) return null
  return {
    segment: found.segment.index,
    start: found.start,
    ordinal: 0,
    name: thing && { type: thing.type.name, surface: thing.surface, generic: thing.generic },
    typeHint: null,
    within: null,
    dimension: dimension.name,
    ...stated,
    modality,
    effectiveAt: modality === 'asserted' ? pastDay(one.since, today) : null,
    confidence: confidenceOf(one.certainty),
    basis: 'model',
    cue: 'model',
    quote: found.quote,
  }
}

const modalityOf = (said: string): Modality | null =>
  modalities.find((modality) => modality === said.trim().toLowerCase()) ?? null

/** A day on which it can have happened; what is said of a later one is a plan and no past. */
const pastDay = (since: string | null, today: string): string | null => {
  const day = /^\d{4}-\d{2}-\d{2}$/.exec(since?.trim() ?? '')?.[0]
  if (day === undefined || day > today) return null
  const parsed = new Date(`${day}T00:00:00Z`)
  return Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== day ? null : day
}
