import { z } from 'zod'
import type { MeetingContext, Segment } from '../../../domain/meeting/meeting.ts'
import type { Message } from '../../model.ts'
import type { Prompt } from '../../task.ts'
import { dataRule } from '../shared/data-rule.ts'
import { fence } from '../shared/fence.ts'
import { renderMeeting } from '../shared/render-meeting.ts'
import { renderTranscript } from '../shared/render-transcript.ts'
import { wholeNumber } from '../shared/whole-number.ts'
import { type Point, renderPoints } from './point.ts'

/** Lines of a transcript, or points that were made of earlier parts and are still too many. */
export type PartMaterial =
  | { kind: 'lines'; segments: readonly Segment[]; suspicious: readonly number[] }
  | { kind: 'points'; points: readonly Point[] }
export type SummarizePartInput = { meeting: MeetingContext; material: PartMaterial }

const answer = z.object({
  points: z.array(
    z.object({
      text: z.string().describe('One or two sentences that can be understood alone'),
      segments: z.array(wholeNumber('A bracketed number')).describe('One to six numbers of lines that say it'),
    }),
  ),
})
export type SummarizePartAnswer = z.infer<typeof answer>

const rules = `You condense one part of a meeting for somebody who will write the summary of the whole from your points and will not see the part itself.

${dataRule}

1. Keep what the part was about, what was found out, what was decided and why, what changed, who does what by when, what is open or in danger. Leave out greetings, jokes, logistics of the call and repetition.
2. Each point is one or two sentences that can be understood alone: people and things by their full names, with the numbers, dates and reasons that were said. What was only wished, asked or supposed is said to be so. What was corrected is given as corrected.
3. In the order in which it was said. Only what is explicitly there.
4. segments are the bracketed numbers of the lines or points that it rests on, never others.`

const amount = {
  lines: 'Write 2 to 5 points, the most important things only.',
  points:
    'These points are too many. Join what belongs together and leave out the least important, until at most a third of them is left; keep the numbers of the segments.',
} as const

export const summarizePartV1: Prompt<SummarizePartInput, SummarizePartAnswer> = {
  task: 'summarize_part',
  version: 1,
  label: 'stable',
  change: 'First version.',
  scores: [],
  render: ({ meeting, material }): Message[] => [
    { role: 'system', content: `${rules}\n5. ${amount[material.kind]}` },
    { role: 'user', content: `${renderMeeting(meeting)}\n\n${renderMaterial(material)}` },
  ],
  answer: () => answer,
}

const renderMaterial = (material: PartMaterial): string =>
  material.kind === 'lines'
    ? fence('transcript', renderTranscript(material.segments, new Set(material.suspicious)))
    : fence('points', renderPoints(material.points))
