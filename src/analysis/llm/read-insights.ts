import type { InsightDraft } from '../../domain/insight/insight.ts'
import type { Segment } from '../../domain/meeting/meeting.ts'
import { promptVersionOf } from '../../llm/task.ts'
import { tasks } from '../../llm/tasks.ts'
import type { AnalysisContext, ChunkInput, Reader, ReadInsight } from '../analyst.ts'
import { createEvidenceFinder } from '../find-evidence.ts'
import { findInjections } from '../injection.ts'
import type { Ask } from './ask.ts'
import { compressTalk } from './compress-talk.ts'
import { readInParts } from './read-in-parts.ts'
import { toInsights } from './to-insights.ts'

export type InsightReading = { insights: ReadInsight[]; unsupported: number }

/** What is worth keeping of a chunk for one reader. Throws when no model could say it. */
export const readInsights = async (
  ask: Ask,
  input: ChunkInput,
  reader: Reader,
  context: AnalysisContext,
  options: { compress: boolean },
): Promise<InsightReading> => {
  if (input.segments.length === 0) return { insights: [], unsupported: 0 }
  const { meeting, model, instructions } = input
  const shorten = options.compress ? (talk: readonly Segment[]) => compressTalk(talk, meeting.language).segments : null
  const injected = findInjections([...input.before, ...input.segments])
  const suspicious = [...new Set(injected.map((passage) => passage.segment))]
  const findEvidence = createEvidenceFinder(input.segments)
  const parts = await readInParts(input, async ({ segments, before }) => {
    const said = shorten?.(segments) ?? segments
    const question = { meeting, model, segments: said, before, suspicious, instructions, reader }
    const { value } = await ask(tasks.extract_insights, question, context)
    return toInsights(value, { model, findEvidence, injected })
  })
  const promptVersion = promptVersionOf(tasks.extract_insights.prompt)
  const made = (insight: InsightDraft): ReadInsight => ({
    ...insight,
    reader: reader.code,
    engine: 'llm',
    promptVersion,
  })
  return {
    insights: parts.flatMap((part) => part.insights.map(made)),
    unsupported: parts.reduce((sum, part) => sum + part.unsupported, 0),
  }
}
