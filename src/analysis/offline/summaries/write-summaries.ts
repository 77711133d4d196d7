import type { SummaryDraft } from '../../../domain/insight/insight.ts'
import type { SummarizeInput } from '../../analyst.ts'
import { textOfInsight } from '../insights/takeaways.ts'
import { centralSentences, keyTerms } from './central-sentences.ts'
import { asSentence, listOf, longDate, plural, shorten } from './prose.ts'
import { gatherMaterial, type SummaryMaterial, sayAction, sayDecision, segmentsIn } from './summary-material.ts'
import { writeDetailed } from './write-detailed.ts'
import { writeTitle } from './write-title.ts'

/** The five levels, put together from what was found in the meeting and from its own sentences; nothing is made up. */
export const writeSummaries = (input: SummarizeInput): SummaryDraft[] => {
  const material = gatherMaterial(input)
  return [
    { level: 'title', text: writeTitle(material), segments: [] },
    writeHeadline(material),
    writeBrief(material),
    writeDetailed(material),
    writeSpotlight(material),
  ]
}

const writeHeadline = (material: SummaryMaterial): SummaryDraft => {
  const states = material.states.slice(0, 3)
  const lead = states.length > 0 ? listOf(states.map((state) => state.text)) : leadText(material)
  const { decisions, actions, risks } = material
  const counts = [
    ...(decisions.length > 0 ? [plural(decisions.length, 'decision')] : []),
    ...(actions.length > 0 ? [plural(actions.length, 'commitment')] : []),
    ...(risks.length > 0 ? [plural(risks.length, 'risk')] : []),
  ]
  const rest = counts.length > 0 ? ` The meeting also left ${listOf(counts)}.` : ''
  return {
    level: 'headline',
    text: `${asSentence(lead.replace(/([.!?])\s.*$/s, '$1'))}${rest}`,
    segments: unique(states.map((state) => state.segment)),
  }
}

const writeBrief = (material: SummaryMaterial): SummaryDraft => {
  const central = centralSentences(material.reading.sentences, 3)
  const discussion = central.map((sentence) => quoted(sentence.speaker, sentence.text)).join(' ')
  const paragraphs = [purposeOf(material), discussion, outcomesOf(material)].filter((paragraph) => paragraph !== '')
  const sources = segmentsIn([...material.decisions.slice(0, 3), ...material.actions.slice(0, 4)])
  return {
    level: 'brief',
    text: paragraphs.join('\n\n'),
    segments: unique([...central.map((sentence) => sentence.segment), ...sources]),
  }
}

const purposeOf = ({ title, date, speakers, states, reading }: SummaryMaterial): string => {
  const who =
    speakers.length > 0
      ? ` with ${speakers.length > 6 ? `${plural(speakers.length, 'speaker')}` : listOf(speakers)}`
      : ''
  const things = unique(states.map((state) => state.name)).slice(0, 5)
  const about = things.length > 0 ? things : keyTerms(reading.sentences, 5)
  const topics = about.length > 0 ? ` It was about ${listOf(about)}.` : ''
  return `${title || 'The meeting'} took place on ${longDate(date)}${who}.${topics}`
}

const outcomesOf = (material: SummaryMaterial): string => {
  const { states, decisions, actions } = material
  const parts = [
    ...(states.length > 0
      ? [
          `State: ${states
            .slice(0, 6)
            .map((state) => state.text)
            .join('; ')}.`,
        ]
      : []),
    ...(decisions.length > 0
      ? [
          `Decided: ${decisions
            .slice(0, 3)
            .map((decision) => shorten(sayDecision(decision), 200))
            .join('; ')}.`,
        ]
      : []),
    actions.length > 0
      ? `Next steps: ${actions
          .slice(0, 4)
          .map((action) => shorten(sayAction(action), 160))
          .join('; ')}.`
      : 'No next steps were named.',
  ]
  return parts.join(' ')
}

const writeSpotlight = (material: SummaryMaterial): SummaryDraft => {
  const [first] = material.takeaways
  return {
    level: 'spotlight',
    text: asSentence(shorten(leadText(material), 240)),
    segments: first ? segmentsIn([first]) : [],
  }
}

const leadText = (material: SummaryMaterial): string => {
  const takeaway = material.takeaways[0] && textOfInsight(material.takeaways[0])
  const central = centralSentences(material.reading.sentences, 1)[0]?.text
  const any = material.reading.sentences.find((sentence) => sentence.segment >= 0)?.text
  return (takeaway ?? central ?? any ?? material.title) || 'Nothing was said'
}

const quoted = (speaker: string | null, text: string): string =>
  speaker ? `${speaker}: “${shorten(text, 280)}”` : asSentence(shorten(text, 280))

const unique = <T>(items: readonly T[]): T[] => [...new Set(items)]
