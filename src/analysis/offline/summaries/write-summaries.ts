import type { InsightDraft, SummaryDraft } from '../../../domain/insight/insight.ts'
import type { SummarizeInput } from '../../analyst.ts'
import { textOfInsight } from '../insights/takeaways.ts'

/** The five levels, put together from the insights and the meeting's own sentences. */
export const writeSummaries = (input: SummarizeInput): SummaryDraft[] => {
  const of = (kind: string) => input.insights.filter((insight) => insight.kind === kind)
  const segmentsOf = (insights: readonly InsightDraft[]) =>
    [...new Set(insights.flatMap((insight) => insight.evidence.map((evidence) => evidence.segmentIndex)))].filter(
      (index) => index >= 0,
    )
  const takeaways = of('key_takeaway')
  const decisions = of('decision_made')
  const actions = of('action_item')
  const risks = of('risk')
  const top = takeaways[0] ? (textOfInsight(takeaways[0]) ?? '') : ''
  const spoken = input.segments.filter((segment) => segment.text.split(/\s+/).length > 5)
  const lead = top || (spoken[0]?.text ?? input.segments[0]?.text ?? input.meeting.title)
  const purpose = `${input.meeting.title}: ${plural(countSpeakers(input), 'speaker')} and ${plural(input.segments.length, 'utterance')}.`
  const discussion = `${plural(decisions.length, 'decision')}, ${plural(actions.length, 'commitment')} and ${plural(risks.length, 'risk')} came up.`
  const outcomes = [...decisions, ...risks].slice(0, 4).map(sentenceOf)
  const next = actions.slice(0, 4).map(actionSentence)
  const brief = [
    `${purpose} ${discussion}`,
    outcomes.join(' ') || asSentence(lead),
    next.length > 0 ? `Next steps: ${next.join(' ')}` : 'No next steps were named.',
  ].join('\n\n')
  const detailed = [
    purpose,
    ...[...decisions, ...risks, ...actions].map(
      (insight) => `- ${insight.kind === 'action_item' ? actionSentence(insight) : sentenceOf(insight)}`,
    ),
  ].join('\n')
  return [
    { level: 'title', text: titleOf(input, lead), segments: [] },
    { level: 'headline', text: asSentence(lead), segments: segmentsOf(takeaways.slice(0, 1)) },
    { level: 'brief', text: brief, segments: segmentsOf([...decisions, ...actions].slice(0, 8)) },
    { level: 'detailed', text: detailed, segments: segmentsOf([...decisions, ...risks, ...actions]) },
    { level: 'spotlight', text: asSentence(lead), segments: segmentsOf(takeaways.slice(0, 1)) },
  ]
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`
const countSpeakers = (input: SummarizeInput): number => new Set(input.segments.map((segment) => segment.speaker)).size
const asSentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)
const sentenceOf = (insight: InsightDraft): string => asSentence(textOfInsight(insight) ?? '')

const actionSentence = (insight: InsightDraft): string => {
  const { owner, dueDate } = insight.body
  const by = typeof owner === 'string' ? ` (${owner}${typeof dueDate === 'string' ? `, by ${dueDate}` : ''})` : ''
  return `${(textOfInsight(insight) ?? '').replace(/[.!?]$/, '')}${by}.`
}

const titleOf = (input: SummarizeInput, lead: string): string => {
  const words = input.meeting.title.split(/\s+/).filter(Boolean)
  if (words.length >= 5) return words.slice(0, 10).join(' ')
  const more = lead.split(/\s+/).filter((word) => /\p{L}/u.test(word))
  return [...words, ...more]
    .slice(0, Math.max(5, Math.min(10, words.length + more.length)))
    .join(' ')
    .replace(/[,.;:!?]+$/, '')
}
