import type { Dimension, TrackingModel } from '../../../domain/tracking-model/model.ts'
import { createMatcher } from '../cues/matcher.ts'
import { whoseCues } from '../lexicon/people-words.ts'
import type { Sentence } from '../reading/sentence.ts'
import type { Statement, StatementContext } from './statement.ts'

const asking = createMatcher<true>(whoseCues.map((cue): [string, true] => [cue, true]))
const longestAnswer = 5
const fillers = new Set(
  "yes yeah well um oh okay ok that it is 's am do does will have has got would be just then now always".split(' '),
)
const speakers = new Set(['me', 'i', 'mine'])

/** "Who has the harvest?" "Me." or "Dana does.": the answer to a question after somebody, when it names one and no more. */
export const readWho = (
  sentences: readonly Sentence[],
  model: TrackingModel,
  context: StatementContext,
): Statement[] => {
  const { personType } = context
  const dimension = model.dimensions.find(
    (one) => personType !== undefined && one.kind === 'entity' && !one.many && one.valueTypes.includes(personType),
  )
  if (!dimension || personType === undefined) return []
  return sentences.flatMap((question, index) => {
    if (!question.question || question.kind !== 'speech') return []
    const hit = asking.find(question.tokens)[0]
    const answer = sentences.slice(index + 1).find((one) => one.speaker !== question.speaker)
    if (!hit || !answer || answer.question || answer.kind !== 'speech' || answer.segment > question.segment + 1)
      return []
    const person = onlyPerson(answer, context)
    return person === undefined ? [] : [answered(question, hit, answer, person, { dimension, personType })]
  })
}

const onlyPerson = (answer: Sentence, { people }: StatementContext): string | undefined => {
  if (answer.tokens.length > longestAnswer) return undefined
  const named = answer.tokens.flatMap(({ norm }) => {
    const name = speakers.has(norm) ? answer.speaker && people.resolve(answer.speaker) : people.resolve(norm)
    return name ? [name] : []
  })
  const isBare = answer.tokens.every(
    ({ norm }) => fillers.has(norm) || speakers.has(norm) || people.resolve(norm) !== undefined,
  )
  return isBare && new Set(named).size === 1 ? named[0] : undefined
}

const answered = (
  question: Sentence,
  hit: { from: number; to: number },
  answer: Sentence,
  person: string,
  { dimension, personType }: { dimension: Dimension; personType: string },
): Statement => ({
  sentence: answer,
  dimension,
  op: 'set',
  value: person,
  valueName: { type: personType, surface: person },
  modality: 'asserted',
  effectiveAt: null,
  confidence: 60,
  cue: 'answer to who',
  from: 0,
  to: answer.tokens.length,
  nameSlot: undefined,
  valueSlot: undefined,
  about: { sentence: question, from: hit.from, nameSlot: { from: hit.to, to: question.tokens.length } },
})
