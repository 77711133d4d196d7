import type { SummaryDraft } from '../../../domain/insight/insight.ts'
import type { SummarizeInput } from '../../analyst.ts'
import { readable } from '../insights/wording.ts'
import type { Reading } from '../prepare.ts'
import { centralSentences } from './central-sentences.ts'
import { keyPhrases } from './key-phrases.ts'
import { asSentence, capitalised, listOf, longDate, plural, shorten } from './prose.ts'
import {
  gatherMaterial,
  plainText,
  type SummaryMaterial,
  sayAction,
  sayDecision,
  segmentsIn,
} from './summary-material.ts'
import { writeDetailed } from './write-detailed.ts'
import { writeTitle } from './write-title.ts'

/** The five levels, put together from what was found in the meeting and from its own sentences; nothing is made up. */
export const writeSummaries = (input: SummarizeInput, reading: Reading): SummaryDraft[] => {
  const material = gatherMaterial(input, reading)
  return [
    { level: 'title', text: writeTitle(material), segments: [] },
    writeHeadline(material),
    writeBrief(material),
    writeDetailed(material),
    writeSpotlight(material),
  ]
}

/** One or two sentences: what changed or was decided, and how much more the meeting left. */
const writeHeadline = (material: SummaryMaterial): SummaryDraft => {
  const { decisions, actions, risks } = material
  const states = material.states.slice(0, 3)
  const lead = states.length > 0 ? capitalised(listOf(states.map((state) => state.text))) : leadText(material)
  const counts = [
    ...(decisions.length > 0 ? [plural(decisions.length, 'decision')] : []),
    ...(actions.length > 0 ? [plural(actions.length, 'commitment')] : []),
    ...(risks.length > 0 ? [plural(risks.length, 'risk')] : []),
  ]
  const rest = counts.length > 0 ? ` The meeting left ${listOf(counts)}.` : ''
  return {
    level: 'headline',
    text: `${asSentence(shorten(oneSentence(lead), 300))}${rest}`,
    segments: unique(states.map((state) => state.segment)),
  }
}

const oneSentence = (text: string): string => text.replace(/([.!?])\s+\p{Lu}.*$/su, '$1')

/** Two or three paragraphs: why people met, what was said, what came out of it. */
const writeBrief = (material: SummaryMaterial): SummaryDraft => {
  const central = centralSentences(material.reading.sentences, 3)
  const discussion = central.map((sentence) => quoted(sentence.speaker, readable(sentence))).join(' ')
  const paragraphs = [purposeOf(material), discussion, outcomesOf(material)].filter((paragraph) => paragraph !== '')
  const sources = segmentsIn([...material.decisions.slice(0, 3), ...material.actions.slice(0, 4)])
  return {
    level: 'brief',
    text: paragraphs.join('\n\n'),
    segments: unique([...central.map((sentence) => sentence.segment), ...sources]),
  }
}

const purposeOf = (material: SummaryMaterial): string => {
  const { title, date, speakers } = material
  const named = speakers.length > 6 ? plural(speakers.length, 'speaker') : listOf(speakers)
  const who = speakers.length > 0 ? ` with ${named}` : ''
  return `${title || 'The meeting'} took place on ${longDate(date)}${who}.${aboutOf(material)}`
}

const aboutOf = ({ states, reading }: SummaryMaterial): string => {
  const things = unique(states.map((state) => state.name)).slice(0, 5)
  const about = things.length > 1 ? things : unique([...things, ...keyPhrases(reading.sentences, 5)])
  return about.length > 0 ? ` It was about ${listOf(about)}.` : ''
}

const outcomesOf = ({ states, decisions, actions }: SummaryMaterial): string => {
  const list = (lead: string, items: readonly string[], most: number) =>
    items.length > 0 ? [`${lead}: ${items.map((item) => shorten(item, most)).join('; ')}.`] : []
  const parts = [
    ...list(
      'Where things stand',
      states.slice(0, 6).map((state) => state.text),
      160,
    ),
    ...list('Decided', decisions.slice(0, 3).map(sayDecision), 200),
    ...list('Next steps', actions.slice(0, 4).map(sayAction), 160),
  ]
  return parts.length > 0 ? parts.join(' ') : 'Nothing was decided, and no next steps were named.'
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
  const [takeaway] = material.takeaways
  if (takeaway) return plainText(takeaway)
  const [central] = centralSentences(material.reading.sentences, 1)
  if (central) return readable(central)
  return aboutOf(material).trim() || material.title || 'Nothing was said'
}

const quoted = (speaker: string | null, text: string): string =>
  speaker ? `${speaker} said: “${shorten(text, 280)}”` : asSentence(shorten(text, 280))

const unique = <T>(items: readonly T[]): T[] => [...new Set(items)]
