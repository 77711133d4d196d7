import type { ExtractedObservation } from '../../../domain/observation/observation.ts'
import type { TrackingModel } from '../../../domain/tracking-model/model.ts'
import { createMatcher } from '../cues/matcher.ts'
import { speechOf } from '../lexicon/english.ts'
import type { FoundName } from '../names/found-name.ts'
import type { Sentence } from '../reading/sentence.ts'
import { createAssentReader } from './asks.ts'
import { findBareValues } from './bare-values.ts'
import type { Draft } from './draft.ts'
import { settleByConclusion } from './settle.ts'
import { findStatements, type StatementContext } from './statements.ts'

/** All observations of the sentences: what cues state, what conclusions name, what is asked and granted. */
export const findObservations = (
  sentences: readonly Sentence[],
  namesOf: (sentence: Sentence) => readonly FoundName[],
  model: TrackingModel,
  context: StatementContext,
): Omit<ExtractedObservation, 'ordinal'>[] => {
  const assentWords = new Set(speechOf(model).assent.filter((cue) => !cue.includes(' ')))
  const readAssents = createAssentReader(model, context)
  const stated = sentences.flatMap((sentence) => {
    const names = namesOf(sentence)
    const statements = sentence.kind === 'heading' ? [] : findStatements(sentence, names, context)
    return [...statements, ...findBareValues(sentence, names, statements, model, assentWords, context)]
  })
  const settled = settleByConclusion([...stated, ...readAssents(sentences, namesOf)], refusals(sentences, model))
  return settled.map(
    ({ sentence: _sentence, dimensionModel: _dimension, from: _from, to: _to, ...observation }) => observation,
  )
}

/** Conclusions that refuse what was asked ("not advancing"), by topic. */
const refusals = (sentences: readonly Sentence[], model: TrackingModel): ReadonlySet<number> => {
  const dissent = createMatcher(
    speechOf(model)
      .dissent.filter((cue) => cue.includes(' '))
      .map((cue): [string, true] => [cue, true]),
  )
  return new Set(
    sentences
      .filter((sentence) => sentence.kind === 'conclusion' && dissent.find(sentence.tokens).length > 0)
      .map((sentence) => sentence.topic),
  )
}

export type { Draft }
