import type { ExtractedObservation } from '../../../domain/observation/observation.ts'
import type { Dimension, TrackingModel } from '../../../domain/tracking-model/model.ts'
import { createMatcher, type TokenRange } from '../cues/matcher.ts'
import type { FoundName } from '../names/found-name.ts'
import { clauseAt, type Sentence } from '../reading/sentence.ts'

export type ChosenName = Pick<ExtractedObservation, 'name' | 'typeHint'>
export type NameChooser = (
  sentence: Sentence,
  names: readonly FoundName[],
  cue: TokenRange,
  slot: TokenRange | undefined,
  dimension: Dimension,
) => ChosenName

/**
 * The thing that a cue is about, when its own clause names one whose type owns the dimension; the nearest before the
 * cue wins over one after it. Otherwise the observation stays open, with the type when a noun tells it ("the deal is").
 */
export const createNameChooser = (model: TrackingModel): NameChooser => {
  const owners = new Map(
    model.dimensions.map((dimension) => [
      dimension.name,
      model.types.filter((type) => type.dimensions.includes(dimension.name)).map((type) => type.name),
    ]),
  )
  const nouns = createMatcher<string>(
    model.types.flatMap((type) => type.nouns.map((noun): [string, string] => [noun, type.name])),
  )
  return (sentence, names, cue, slot, dimension) => {
    const types = owners.get(dimension.name) ?? []
    const clause = clauseAt(sentence, cue.from)
    const range = slot ?? clause
    const candidates = names.filter((name) => types.includes(name.type) && within(sentence, name, range))
    const cueStart = sentence.tokens[cue.from]?.start ?? 0
    const before = candidates.filter((name) => name.start < cueStart).at(-1)
    const chosen = before ?? candidates[0]
    if (chosen) return { name: { type: chosen.type, surface: chosen.surface, generic: chosen.generic }, typeHint: null }
    const noun = nouns
      .find(sentence.tokens, clause.from, clause.to)
      .filter((hit) => types.includes(hit.tag) && hit.from < cue.from)
      .at(-1)
    return { name: null, typeHint: noun?.tag ?? (types.length === 1 ? (types[0] ?? null) : null) }
  }
}

const within = (sentence: Sentence, name: FoundName, range: TokenRange): boolean => {
  const start = sentence.tokens[range.from]?.start ?? 0
  const end = sentence.tokens[range.to - 1]?.end ?? 0
  return name.start >= start && name.end <= end
}
