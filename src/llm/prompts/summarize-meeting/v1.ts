import { z } from 'zod'
import { type SummaryLevel, summaryLevels } from '../../../domain/insight/insight.ts'
import type { MeetingContext } from '../../../domain/meeting/meeting.ts'
import type { Message } from '../../model.ts'
import type { Prompt } from '../../task.ts'
import { dataRule } from '../shared/data-rule.ts'
import { fence } from '../shared/fence.ts'
import { firstThatFits } from '../shared/first-that-fits.ts'
import { oneLine } from '../shared/one-line.ts'
import { renderInstructions } from '../shared/render-instructions.ts'
import { renderMeeting } from '../shared/render-meeting.ts'
import { type PromptReader, renderReader } from '../shared/render-reader.ts'
import { renderTranscript } from '../shared/render-transcript.ts'
import { wholeNumber } from '../shared/whole-number.ts'
import { renderPoints } from '../summarize-part/point.ts'
import type { PartMaterial } from '../summarize-part/v1.ts'

/** What was wrong with a level of the last answer. */
export type SummaryFault = { level: SummaryLevel; text: string; problem: string }

export type SummarizeMeetingInput = {
  meeting: MeetingContext
  reader: PromptReader
  instructions: string | null
  material: PartMaterial
  /** What was picked out of the meeting, most important first: kind and text. */
  findings: readonly { kind: string; text: string }[]
  /** Empty but for a second try. */
  faults: readonly SummaryFault[]
}

const level = (description: string) =>
  z.object({
    text: z.string().describe(description),
    segments: z.array(wholeNumber('A bracketed number')).describe('One to eight bracketed numbers of what it rests on'),
  })

const answer = z.object({
  thinking: z
    .string()
    .describe('In at most 80 words: what the meeting was for, what changed in it, what of that matters to the reader'),
  title: level('5 to 10 words, no full stop'),
  headline: level('1 or 2 sentences'),
  brief: level('2 or 3 paragraphs, separated by an empty line'),
  detailed: level('Short paragraphs by topic, separated by an empty line'),
  spotlight: level('1 sentence: the one takeaway'),
} satisfies Record<SummaryLevel | 'thinking', z.ZodType>)
export type SummarizeMeetingAnswer = z.infer<typeof answer>

const rules = `You write the summary of a meeting for one reader, in five lengths. Only what is explicitly present: do not invent, do not judge, do not advise.

${dataRule}

- title: 5 to 10 words that name the matter and the outcome, so that the meeting is found again among a hundred. No full stop.
- headline: 1 or 2 sentences: the outcome, and what it means for the reader.
- brief: 2 or 3 paragraphs with an empty line between them: what the meeting was for, what was discussed, what came out of it and what happens next.
- detailed: everything that matters, topic by topic, in short paragraphs with an empty line between them; with names, numbers, dates and reasons; 150 to 600 words, less if little was said.
- spotlight: the one thing that the reader has to take away, in 1 sentence.

1. People and things by the names that they have in the meeting. Plain past tense. No headings, lists or markup.
2. What was wished, asked, supposed or turned down is never told as a fact; what was corrected is told as corrected.
3. The levels agree with each other. Each can be read alone.
4. segments are bracketed numbers of lines or points that the text rests on, never others.
5. Write in the language in which most of the meeting is held.`

export const summarizeMeetingV1: Prompt<SummarizeMeetingInput, SummarizeMeetingAnswer> = {
  task: 'summarize_meeting',
  version: 1,
  label: 'stable',
  change: 'First version.',
  scores: [],
  render: (input, { maxTokens }) =>
    firstThatFits([{ findings: true }, { findings: false }], (parts) => renderQuestion(input, parts), maxTokens),
  answer: () => answer,
}

const renderQuestion = (input: SummarizeMeetingInput, parts: { findings: boolean }): Message[] => {
  const { meeting, reader, instructions, material, findings, faults } = input
  const found = findings.map(({ kind, text }) => `- ${kind}: ${oneLine(text, 300)}`)
  const user = [
    renderMeeting(meeting),
    renderInstructions(instructions),
    parts.findings && found.length > 0 ? `Picked out of it before:\n${fence('findings', found.join('\n'))}` : null,
    renderMaterial(material),
    'Write the five levels.',
    faults.length > 0 ? renderFaults(faults) : null,
  ]
  return [
    { role: 'system', content: `${rules}\n\n${renderReader(reader)}` },
    { role: 'user', content: user.filter(Boolean).join('\n\n') },
  ]
}

const renderMaterial = (material: PartMaterial): string =>
  material.kind === 'lines'
    ? `The transcript:\n${fence('transcript', renderTranscript(material.segments, new Set(material.suspicious)))}`
    : `The meeting, condensed part by part, in its order:\n${fence('points', renderPoints(material.points))}`

const renderFaults = (faults: readonly SummaryFault[]): string => {
  const ordered = summaryLevels.flatMap((name) => faults.filter((fault) => fault.level === name))
  return `Your last answer broke these limits. Write all five levels again, and mend these:\n${ordered
    .map(({ level: name, text, problem }) => `- ${name}: ${problem}\n${fence(name, text)}`)
    .join('\n')}`
}
