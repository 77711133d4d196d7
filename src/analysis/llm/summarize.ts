import { type InsightDraft, type SummaryDraft, type SummaryLevel, summaryLevels } from '../../domain/insight/insight.ts'
import type {
  SummarizeMeetingAnswer,
  SummarizeMeetingInput,
  SummaryFault,
} from '../../llm/prompts/summarize-meeting/v1.ts'
import { promptVersionOf } from '../../llm/task.ts'
import { tasks } from '../../llm/tasks.ts'
import type { AnalysisContext, Summaries, SummarizeInput } from '../analyst.ts'
import { findInjections } from '../injection.ts'
import { modelFailure } from '../model-failure.ts'
import type { Ask } from './ask.ts'
import { clipLevel } from './clip-level.ts'
import { condense } from './condense.ts'
import { lengthProblem } from './summary-limits.ts'

const mostFindings = 40
const mostSources = 8

/**
 * The five levels for one reader: a long meeting is condensed part by part first. A level of the wrong length is asked
 * for once more, then brought to its length by rule. Throws when no model could write it.
 */
export const summarize = async (ask: Ask, input: SummarizeInput, context: AnalysisContext): Promise<Summaries> => {
  const suspicious = [...new Set(findInjections(input.segments).map((passage) => passage.segment))]
  const question: SummarizeMeetingInput = {
    meeting: input.meeting,
    reader: input.reader,
    instructions: input.instructions,
    material: await condense(ask, input, suspicious, context),
    findings: findingsOf(input.insights),
    faults: [],
  }
  const first = await ask(tasks.summarize_meeting, question, context)
  const faults = faultsOf(first.value)
  const last = faults.length === 0 ? first : await again(ask, question, faults, first, context)
  const offered = new Set(input.segments.map((segment) => segment.index))
  const promptVersion = promptVersionOf(tasks.summarize_meeting.prompt)
  return { drafts: draftsOf(last.value, offered), engine: 'llm', model: last.model, promptVersion, fallbacks: [] }
}

/** A second try that fails leaves the first one, which can still be clipped. */
const again = async (
  ask: Ask,
  question: SummarizeMeetingInput,
  faults: readonly SummaryFault[],
  first: { value: SummarizeMeetingAnswer; model: string },
  context: AnalysisContext,
) => {
  try {
    return await ask(tasks.summarize_meeting, { ...question, faults }, context)
  } catch (error) {
    if (modelFailure(error) === null) throw error
    return first
  }
}

const faultsOf = (answer: SummarizeMeetingAnswer): SummaryFault[] =>
  summaryLevels.flatMap((level) => {
    const { text } = answer[level]
    const problem = lengthProblem(level, text)
    return problem === null ? [] : [{ level, text, problem }]
  })

const draftsOf = (answer: SummarizeMeetingAnswer, offered: ReadonlySet<number>): SummaryDraft[] =>
  summaryLevels.map((level) => ({
    level,
    text: clipLevel(level, answer[level].text, moreFor(answer, level)),
    segments: [...new Set(answer[level].segments)].filter((index) => offered.has(index)).slice(0, mostSources),
  }))

/** Where words come from when a level has too few. */
const moreFor = ({ headline, detailed, spotlight }: SummarizeMeetingAnswer, level: SummaryLevel): string =>
  [level === 'brief' ? detailed : headline, detailed, spotlight].map(({ text }) => text.trim()).find(Boolean) ??
  'Nothing of note was said'

const findingsOf = (insights: readonly InsightDraft[]) =>
  [...insights]
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, mostFindings)
    .flatMap(({ kind, body }) => {
      const text = Object.values(body).find((value) => typeof value === 'string')
      return typeof text === 'string' ? [{ kind, text }] : []
    })
