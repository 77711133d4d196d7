export type Question = { question: string; spans: [from: number, to: number][] | null }
export type QuestionedMeeting = { id: string; segments: { text: string }[]; questions: Question[] }
/** Segments that an answer cites, best first. */
export type Citation = { meetingId: string; question: string; segments: number[] }

/** Shares of the questions that have spans; one without an answer counts as wrong. */
export type GroundingScore = {
  questions: number
  answered: number
  hitAt1: number
  hitAt5: number
  citedPrecision: number
  spanRecall: number
}

/** Whether answers cite the right part of a long transcript; figures equal those of the set's published scorer (tested). */
export const scoreGrounding = (
  meetings: readonly QuestionedMeeting[],
  citations: readonly Citation[],
): GroundingScore => {
  const cited = new Map(citations.map((row) => [keyOf(row.meetingId, row.question), row.segments]))
  const asked = meetings.flatMap(({ id, questions }) =>
    questions.flatMap(({ question, spans }) =>
      spans ? [{ segments: cited.get(keyOf(id, question)) ?? [], spans }] : [],
    ),
  )
  const answered = asked.filter(({ segments }) => segments.length > 0)
  const share = (of: (one: (typeof asked)[number]) => number): number =>
    answered.reduce((sum, one) => sum + of(one), 0) / Math.max(1, asked.length)
  const isIn = (spans: readonly [number, number][], segment: number) =>
    spans.some(([from, to]) => segment >= from && segment <= to)
  return {
    questions: asked.length,
    answered: answered.length,
    hitAt1: share(({ segments, spans }) => Number(isIn(spans, segments[0] ?? -1))),
    hitAt5: share(({ segments, spans }) => Number(segments.slice(0, 5).some((segment) => isIn(spans, segment)))),
    citedPrecision: share(
      ({ segments, spans }) => segments.filter((segment) => isIn(spans, segment)).length / segments.length,
    ),
    spanRecall: share(
      ({ segments, spans }) =>
        spans.filter(([from, to]) => segments.some((segment) => segment >= from && segment <= to)).length /
        spans.length,
    ),
  }
}

const keyOf = (meetingId: string, question: string): string => `${meetingId}\u0000${question}`
