import type { ExplainAnswer } from '../../llm/prompts/explain-transitions/v1.ts'
import type { VerdictsAnswer } from '../../llm/prompts/shared/verdict.ts'
import { type Completion, type Gateway, promptVersionOf } from '../../llm/task.ts'
import { tasks } from '../../llm/tasks.ts'
import type { AnalysisContext, NamePair, PairVerdict, ReasonInput, ReasonVerdict, ValuePair } from '../analyst.ts'
import { askAboutEach } from './ask-about-each.ts'
import { confidenceOf } from './confidence-of.ts'

const longestReason = 400
const basisConfidence: ReadonlyMap<string, number> = new Map([
  ['said', 90],
  ['implied', 70],
])

/** Why changes came about; none for those of which the lines do not tell. */
export const explainTransitions = async (
  gateway: Gateway,
  inputs: readonly ReasonInput[],
  context: AnalysisContext,
): Promise<ReasonVerdict[]> => {
  const promptVersion = promptVersionOf(tasks.explain_transitions.prompt)
  const answers = await askAboutEach(
    gateway,
    tasks.explain_transitions,
    inputs,
    {
      inputOf: (changes) => ({ changes }),
      answersOf: (completion: Completion<ExplainAnswer>) => completion.value.reasons,
      part: 'reasons',
    },
    context,
  )
  return answers.flatMap(({ id, basis, reason }) => {
    const confidence = basisConfidence.get(basis.trim().toLowerCase())
    const text = reason.replace(/\s+/g, ' ').trim()
    return confidence === undefined || text === '' || text.length > longestReason
      ? []
      : [{ id, reason: text, confidence, promptVersion }]
  })
}

export const judgeNamePairs = async (
  gateway: Gateway,
  pairs: readonly NamePair[],
  context: AnalysisContext,
): Promise<PairVerdict[]> => {
  const answers = await askAboutEach(
    gateway,
    tasks.judge_names,
    pairs,
    { inputOf: (some) => ({ pairs: some }), answersOf: verdictsOf, part: 'judged names' },
    context,
  )
  return toVerdicts(answers, promptVersionOf(tasks.judge_names.prompt))
}

export const judgeValuePairs = async (
  gateway: Gateway,
  pairs: readonly ValuePair[],
  context: AnalysisContext,
): Promise<PairVerdict[]> => {
  const answers = await askAboutEach(
    gateway,
    tasks.judge_values,
    pairs,
    { inputOf: (some) => ({ pairs: some }), answersOf: verdictsOf, part: 'judged values' },
    context,
  )
  return toVerdicts(answers, promptVersionOf(tasks.judge_values.prompt))
}

const verdictsOf = (completion: Completion<VerdictsAnswer>) => completion.value.verdicts

/** What is none of the verdicts settles nothing. */
const toVerdicts = (answers: VerdictsAnswer['verdicts'], promptVersion: string): PairVerdict[] =>
  answers.map(({ id, verdict, certainty }) => {
    const said = verdict.trim().toLowerCase()
    const settled = said === 'same' || said === 'different' ? said : 'unsure'
    return { id, verdict: settled, confidence: confidenceOf(certainty), promptVersion }
  })
