import type { ExtractedObservation } from '../../../domain/observation/observation.ts'
import type { TrackingModel } from '../../../domain/tracking-model/model.ts'
import { createMatcher, type TokenRange } from '../cues/matcher.ts'
import type { FoundName } from '../names/found-name.ts'
import { clauseAt, type Sentence } from '../reading/sentence.ts'
import type { Statement } from './statement.ts'

export type ChosenName = Pick<ExtractedObservation, 'name' | 'typeHint'>

/**
 * The thing that a statement is about, when its own clause names one whose type owns the dimension; the nearest before
 * the cue wins over one after it. Otherwise the observation stays open, with the type when a noun tells it ("the deal is").
 */
export const createNameChooser = (model: TrackingModel) => {
  const owners = new Map(
    model.dimensions.map((dimension) => [
      dimension.name,
      model.types.filter((type) => type.dimensions.includes(dimension.name)).map((type) => type.name),
    ]),
  )
  const nouns = createMatcher<string>(
    model.types.flatMap((type) => type.nouns.map((noun): [string, string] => [noun, type.name])),
  )
  return (statement: Statement, names: readonly FoundName[]): ChosenName => {
    const { dimension, about, valueName } = statement
    const { sentence, from, nameSlot } = about
    const types = owners.get(dimension.name) ?? []
    const clause = clauseAt(sentence, from)
    const candidates = names.filter(
      (name) =>
        types.includes(name.type) &&
        name.surface !== valueName?.surface &&
        within(sentence, name, nameSlot ?? clause) &&
        !isText(statement, name),
    )
    const cueStart = sentence.tokens[from]?.start ?? 0
    const chosen = candidates.filter((name) => name.start < cueStart).at(-1) ?? candidates[0]
    if (chosen) return { name: { type: chosen.type, surface: chosen.surface, generic: chosen.generic }, typeHint: null }
    const noun = nouns
      .find(sentence.tokens, clause.from, clause.to)
      .filter((hit) => types.includes(hit.tag) && hit.from < from)
      .at(-1)
    return { name: null, typeHint: noun?.tag ?? (types.length === 1 ? (types[0] ?? null) : null) }
  }
}

export type NameChooser = ReturnType<typeof createNameChooser>

/** "The Harbour Trust has not answered": who keeps a thing waiting is what it waits for, not the thing. */
const isText = ({ dimension, value, sentence, about }: Statement, name: FoundName): boolean =>
  dimension.kind === 'text' && about.sentence === sentence && value !== null && name.surface === value

const within = (sentence: Sentence, name: FoundName, range: TokenRange): boolean => {
  const start = sentence.tokens[range.from]?.start ?? 0
  const end = sentence.tokens[range.to - 1]?.end ?? 0
  return name.start >= start && name.end <= end
}
