import type { Message } from '../../model.ts'
import { calendarAround } from '../shared/calendar.ts'
import { fence } from '../shared/fence.ts'
import { firstThatFits } from '../shared/first-that-fits.ts'
import { renderInstructions } from '../shared/render-instructions.ts'
import { renderMeeting } from '../shared/render-meeting.ts'
import { renderModel } from '../shared/render-model.ts'
import { announce, renderTranscript } from '../shared/render-transcript.ts'
import { chooseExamples } from './choose-examples.ts'
import type { ObservationExample } from './example.ts'
import { observationExamples } from './examples.ts'
import type { ObservationsInput } from './input.ts'

type Parts = { examples: readonly ObservationExample[]; before: boolean; synonyms: boolean }

/** The question with the rules of a version; what is optional in it gives way until it fits. */
export const renderObservationsQuestion = (
  rules: string,
  input: ObservationsInput,
  { maxTokens }: { maxTokens: number },
): Message[] => {
  const examples = chooseExamples(input.model, input.accepted, observationExamples)
  const versions: Parts[] = [
    { examples, before: true, synonyms: true },
    { examples: examples.slice(0, 1), before: true, synonyms: true },
    { examples: [], before: true, synonyms: true },
    { examples: [], before: false, synonyms: true },
    { examples: [], before: false, synonyms: false },
  ]
  return firstThatFits(versions, (parts) => renderQuestion(rules, input, parts), maxTokens)
}

const renderQuestion = (rules: string, input: ObservationsInput, { examples, before, synonyms }: Parts): Message[] => {
  const { meeting, model, segments, instructions } = input
  const suspicious = new Set(input.suspicious)
  const earlier = before && input.before.length > 0 ? fence('before', renderTranscript(input.before, suspicious)) : null
  const system = [rules, `## Tracking model\n${renderModel(model, { synonyms })}`, ...renderExamples(examples)]
  const user = [
    renderMeeting(meeting),
    `Calendar:\n${calendarAround(meeting)}`,
    renderInstructions(instructions),
    earlier && `What was said right before, for understanding only:\n${earlier}`,
    `${announce('The part to read', segments)}\n${fence('transcript', renderTranscript(segments, suspicious))}`,
    'Note the things and what is stated about them.',
  ]
  return [
    { role: 'system', content: system.join('\n\n') },
    { role: 'user', content: user.filter(Boolean).join('\n\n') },
  ]
}

const renderExamples = (examples: readonly ObservationExample[]): string[] =>
  examples.map(
    ({ setting, lines, answer }, at) =>
      `## Example ${at + 1}: how to read, not what to find\n${setting}\n${fence('example', lines.join('\n'))}\nAnswer:\n${JSON.stringify(answer)}`,
  )
