import type { StateLabels } from './datasets/dataset.ts'
import type { MeetingOutcome } from './outcome.ts'
import type { SeriesPrediction } from './score-series.ts'
import type { StatePrediction } from './scoring/judge-states.ts'

/** One row per meeting and entity that was named or changed; without a change `toState` repeats `fromState`. */
export const predictStates = (
  outcomes: readonly MeetingOutcome[],
  { type, dimension }: Pick<StateLabels, 'type' | 'dimension'>,
): StatePrediction[] =>
  outcomes.flatMap(({ id: meetingId, mentioned, changes }) => {
    const changed = changes.filter((row) => row.type === type && row.dimension === dimension)
    const known = new Set(changed.map((row) => row.entity))
    const unchanged = mentioned.filter((row) => row.type === type && !known.has(row.entity))
    return [
      ...changed.map(({ entity, from, to, confidence, grounds }) => ({
        meetingId,
        entity,
        fromState: from,
        toState: to,
        confidence,
        grounds,
      })),
      ...unchanged.map(({ entity, state }) => {
        const value = state.get(dimension) ?? null
        return { meetingId, entity, fromState: value, toState: value }
      }),
    ]
  })

/** Every change of a dimension that is followed (null: any), and the insights of the labelled kinds. */
export const predictSeries = (
  outcomes: readonly MeetingOutcome[],
  followed: ReadonlySet<string> | null,
): SeriesPrediction[] =>
  outcomes.flatMap(({ id: meetingId, changes, insights }) => [
    ...changes
      .filter(({ dimension }) => followed?.has(dimension) ?? true)
      .map(({ entity, dimension, from, to, confidence, grounds }) => ({
        kind: 'transition' as const,
        meetingId,
        entity,
        dimension,
        from,
        to,
        confidence,
        grounds,
      })),
    ...insights.flatMap((insight) => predictInsight(meetingId, insight.kind, insight.body)),
  ])

const predictInsight = (meetingId: string, kind: string, body: Record<string, unknown>): SeriesPrediction[] => {
  const text = (field: string) => (typeof body[field] === 'string' ? body[field] : null)
  if (kind === 'action_item')
    return [{ kind, meetingId, description: text('description') ?? '', owner: text('owner'), dueDate: text('dueDate') }]
  if (kind === 'decision_made') return [{ kind, meetingId, decision: text('decision') ?? '' }]
  if (kind === 'risk') return [{ kind, meetingId, risk: text('risk') ?? '', severity: text('severity') ?? 'medium' }]
  return []
}
