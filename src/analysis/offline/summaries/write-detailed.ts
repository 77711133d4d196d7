import type { InsightDraft, SummaryDraft } from '../../../domain/insight/insight.ts'
import { textOfInsight } from '../insights/takeaways.ts'
import { readable } from '../insights/wording.ts'
import { centralSentences } from './central-sentences.ts'
import { asSentence, capitalised, longDate, shorten } from './prose.ts'
import { type SummaryMaterial, sayAction, sayDecision, segmentsIn } from './summary-material.ts'

const mostPerSection = 12

/** Everything that was found, under headings, as Markdown. */
export const writeDetailed = (material: SummaryMaterial): SummaryDraft => {
  const { title, date, states, decisions, risks, actions, questions, reading } = material
  const central = centralSentences(reading.sentences, 6)
  const lines = (items: readonly InsightDraft[], say: (item: InsightDraft) => string) => items.map((item) => say(item))
  const sections: [string, readonly string[]][] = [
    ['Where things stand', states.map((state) => capitalised(state.text))],
    ['Decisions', lines(decisions, sayDecision)],
    ['Risks', lines(risks, (risk) => `${textOfInsight(risk) ?? ''} (${String(risk.body.severity)})`)],
    ['Next steps', lines(actions, sayAction)],
    [
      'What was said',
      central.map((sentence) => `${sentence.speaker ? `${sentence.speaker}: ` : ''}${readable(sentence)}`),
    ],
    ['Open questions', lines(questions, (question) => textOfInsight(question) ?? '')],
  ]
  const body = sections
    .filter(([, items]) => items.length > 0)
    .map(
      ([heading, items]) =>
        `## ${heading}\n${items
          .slice(0, mostPerSection)
          .map((item) => `- ${asSentence(shorten(item, 300))}`)
          .join('\n')}`,
    )
  const segments = new Set([
    ...central.map((sentence) => sentence.segment),
    ...segmentsIn([...decisions, ...risks, ...actions]),
  ])
  return {
    level: 'detailed',
    text: [`${title || 'Meeting'}, ${longDate(date)}`, ...body].join('\n\n'),
    segments: [...segments],
  }
}
