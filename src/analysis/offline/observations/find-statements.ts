import type { TrackingModel } from '../../../domain/tracking-model/model.ts'
import { speechOf } from '../lexicon/english.ts'
import type { Sentence } from '../reading/sentence.ts'
import { readBareValues } from './bare-values.ts'
import { readAnswers } from './read-answers.ts'
import { readAssents } from './read-assents.ts'
import { readStatements } from './read-statements.ts'
import { readWho } from './read-who.ts'
import { refusedTopics, settleByAsking, settleByConclusion } from './settle.ts'
import type { Statement, StatementContext } from './statement.ts'
import { withoutTakenBack } from './taken-back.ts'

/** All statements of the sentences: what cues state, what conclusions name, what is asked and granted. */
export const findStatements = (
  sentences: readonly Sentence[],
  model: TrackingModel,
  context: StatementContext,
): Statement[] => {
  const assentWords = new Set(speechOf(model).assent.filter((cue) => !cue.includes(' ')))
  const stated = sentences.flatMap((sentence) => {
    const byCue = readStatements(sentence, context)
    return [...byCue, ...readBareValues(sentence, byCue, model, assentWords, context)]
  })
  const stating = new Set(stated.map((one) => one.sentence))
  const answers = readAnswers(sentences, model, context, (sentence) => stating.has(sentence))
  const assents = readAssents(sentences, model, context)
  const all = [
    ...settleByAsking(
      withoutTakenBack([...stated, ...answers, ...readWho(sentences, model, context)], sentences),
      assents,
      sentences,
    ),
    ...assents.grants,
  ]
  return settleByConclusion(all, refusedTopics(sentences, model))
}
