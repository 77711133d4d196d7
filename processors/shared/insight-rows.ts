import type { ReadInsight } from '../../src/analysis/analyst.ts'
import { uuidv5 } from '../../src/domain/ids.ts'
import { mergeInsights } from '../../src/domain/insight/merge-insights.ts'
import type { NewInsight } from '../../src/storage/insights.ts'

/**
 * The rows of the insights of a meeting. Each reader has a list of its own in which nothing is said twice; what is for
 * nobody in particular, or for nobody that was asked about, is for the first.
 */
export const insightRows = (
  meeting: { tenantId: string; meetingId: string },
  readers: readonly string[],
  insights: readonly ReadInsight[],
): NewInsight[] =>
  readers.flatMap((persona, at) => {
    const own = insights.filter(({ reader }) =>
      reader !== null && readers.includes(reader) ? reader === persona : at === 0,
    )
    return mergeInsights(own).map(({ kind, contentHash, body, confidence, evidence, engine, promptVersion }) => ({
      id: uuidv5('insight', meeting.tenantId, meeting.meetingId, persona, kind, contentHash),
      ...{ kind, persona, contentHash, body, confidence, evidence, engine, promptVersion },
      owner: textOf(body.owner),
      status: textOf(body.status),
    }))
  })

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)
