import type { Message } from '../../model.ts'
import { calendarAround } from '../shared/calendar.ts'
import { fence } from '../shared/fence.ts'
import { firstThatFits } from '../shared/first-that-fits.ts'
import { oneLine } from '../shared/one-line.ts'
import { renderInstructions } from '../shared/render-instructions.ts'
import { renderMeeting } from '../shared/render-meeting.ts'
import { renderReader } from '../shared/render-reader.ts'
import { announce, renderTranscript } from '../shared/render-transcript.ts'
import { ownKinds } from './answer.ts'
import type { InsightsInput } from './input.ts'

/** What a version says: rules for all kinds, and what each kind is. */
export type InsightWords = { rules: string; definitions: Readonly<Record<string, string>> }

/** The question in the words of a version; what was said before gives way when it does not fit. */
export const renderInsightsQuestion = (
  words: InsightWords,
  input: InsightsInput,
  { maxTokens }: { maxTokens: number },
): Message[] =>
  firstThatFits([{ before: true }, { before: false }], (parts) => renderQuestion(words, input, parts), maxTokens)

const renderQuestion = (words: InsightWords, input: InsightsInput, parts: { before: boolean }): Message[] => {
  const { meeting, segments, reader, instructions } = input
  const suspicious = new Set(input.suspicious)
  const before =
    parts.before && input.before.length > 0 ? fence('before', renderTranscript(input.before, suspicious)) : null
  const user = [
    renderMeeting(meeting),
    `Calendar:\n${calendarAround(meeting)}`,
    renderInstructions(instructions),
    before && `What was said right before, for understanding only:\n${before}`,
    `${announce('The part to read', segments)}\n${fence('transcript', renderTranscript(segments, suspicious))}`,
    'List what is there, by kind.',
  ]
  return [
    { role: 'system', content: [`${words.rules}\n${renderKinds(words, input)}`, renderReader(reader)].join('\n\n') },
    { role: 'user', content: user.filter(Boolean).join('\n\n') },
  ]
}

const renderKinds = ({ definitions }: InsightWords, { model, reader }: InsightsInput): string => {
  const own = ownKinds(model).map(({ kind, description, fields }): [string, string] => [
    kind,
    `${oneLine(description)} Fields: ${fields.map(({ name }) => name).join(', ')}.`,
  ])
  return [...Object.entries(definitions), ...own]
    .map(([kind, definition]) => {
      const guideline = Object.hasOwn(reader.guidelines, kind) ? reader.guidelines[kind] : undefined
      return `- ${kind}: ${definition}${guideline ? ` For this reader above all: ${oneLine(guideline, 400)}` : ''}`
    })
    .join('\n')
}
