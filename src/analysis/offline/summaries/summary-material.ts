import type { InsightDraft } from '../../../domain/insight/insight.ts'
import type { SummarizeInput } from '../../analyst.ts'
import { textOfInsight } from '../insights/takeaways.ts'
import type { Reading } from '../prepare.ts'
import { isoOf } from '../values/calendar.ts'
import { longDate } from './prose.ts'
import { type StatePhrase, statePhrases } from './state-phrases.ts'

/** What the levels of a summary are written from. */
export type SummaryMaterial = {
  reading: Reading
  title: string
  date: string
  speakers: readonly string[]
  states: readonly StatePhrase[]
  decisions: readonly InsightDraft[]
  risks: readonly InsightDraft[]
  actions: readonly InsightDraft[]
  questions: readonly InsightDraft[]
  takeaways: readonly InsightDraft[]
}

export const gatherMaterial = (input: SummarizeInput, reading: Reading): SummaryMaterial => {
  const of = (kind: string) =>
    input.insights
      .filter((insight) => insight.kind === kind && textOfInsight(insight))
      .toSorted((a, b) => b.confidence - a.confidence)
  const spoken = new Set(input.segments.map((segment) => segment.speaker && reading.people.resolve(segment.speaker)))
  return {
    reading,
    title: input.meeting.title.trim(),
    date: isoOf(reading.context.today),
    speakers: [...spoken].filter((name): name is string => typeof name === 'string'),
    states: statePhrases(reading).toSorted((a, b) => b.weight - a.weight),
    decisions: of('decision_made'),
    risks: of('risk'),
    actions: of('action_item'),
    questions: of('question').filter((question) => question.body.answered === false),
    takeaways: of('key_takeaway').toSorted((a, b) => Number(a.body.rank) - Number(b.body.rank)),
  }
}

export const segmentsIn = (insights: readonly InsightDraft[]): number[] =>
  insights.flatMap((insight) => insight.evidence.map((evidence) => evidence.segmentIndex)).filter((index) => index >= 0)

/** "Ana Ruiz is to send the form by 7 March 2025". */
export const sayAction = (action: InsightDraft): string => {
  const { owner, dueDate } = action.body
  const text = plainText(action)
  const what = typeof owner === 'string' ? `${owner} is to ${lowerFirst(text)}` : text
  return typeof dueDate === 'string' ? `${what} by ${longDate(dueDate)}` : what
}

/** "Drop the print run, because nobody asked for it". */
export const sayDecision = (decision: InsightDraft): string => {
  const text = plainText(decision)
  const { rationale } = decision.body
  return typeof rationale === 'string' ? `${text}, because ${lowerFirst(rationale).replace(/[.!]+$/, '')}` : text
}

/** The words of an insight without their full stop, and without the sentence that they lean on. */
export const plainText = (insight: InsightDraft): string =>
  (textOfInsight(insight) ?? '').replace(/\s*\(“[^”]*”\)$/, '').replace(/[.!?\s]+$/, '')

/** "Repaint" in the middle of a sentence; names, abbreviations and "I" keep their capital. */
const lowerFirst = (text: string): string =>
  /^(?:I\b|\p{Lu}{2}|\p{Lu}\p{Ll}*\s+\p{Lu})/u.test(text) ? text : `${text.charAt(0).toLowerCase()}${text.slice(1)}`
