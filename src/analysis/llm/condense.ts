import { chunkSegments } from '../../domain/meeting/chunk-segments.ts'
import { type Point, renderPoints } from '../../llm/prompts/summarize-part/point.ts'
import type { PartMaterial } from '../../llm/prompts/summarize-part/v1.ts'
import { tasks } from '../../llm/tasks.ts'
import { estimateTokens } from '../../llm/tokens.ts'
import type { AnalysisContext, SummarizeInput } from '../analyst.ts'
import type { Ask } from './ask.ts'
import { readInParts } from './read-in-parts.ts'

/** Above this, what goes into one question is condensed first. */
const mostTokens = 4_000
/** Enough for years of talk; what is still too long then is cut. */
const deepest = 6
const charactersPerPart = 12_000

/**
 * A meeting as material for one question: its own lines when they are few, else points from every part, and points of
 * points until they are few enough.
 */
export const condense = async (
  ask: Ask,
  { meeting, segments }: Pick<SummarizeInput, 'meeting' | 'segments'>,
  suspicious: readonly number[],
  context: AnalysisContext,
): Promise<PartMaterial> => {
  if (tokensOfLines(segments) <= mostTokens) return { kind: 'lines', segments, suspicious }
  const pointsOf = async (material: PartMaterial, offered: ReadonlySet<number>): Promise<Point[]> => {
    const { value } = await ask(tasks.summarize_part, { meeting, material }, context)
    return value.points.map((point) => ({
      text: point.text,
      segments: point.segments.filter((index) => offered.has(index)).slice(0, 6),
    }))
  }
  const parts = chunkSegments(segments, { maxCharacters: charactersPerPart, contextCharacters: 0 })
  const read = await Promise.all(
    parts.map((part) =>
      readInParts({ segments: part.segments, before: [] }, (half) =>
        pointsOf(
          { kind: 'lines', segments: half.segments, suspicious },
          new Set(half.segments.map(({ index }) => index)),
        ),
      ),
    ),
  )
  let points = read.flat(2)
  for (let depth = 0; depth < deepest && tokensOf(points) > mostTokens; depth += 1) {
    const groups = groupsOf(points)
    const next = await Promise.all(
      groups.map((group) =>
        pointsOf({ kind: 'points', points: group }, new Set(group.flatMap((point) => point.segments))),
      ),
    )
    points = next.flat()
  }
  return { kind: 'points', points: withinLimit(points) }
}

const tokensOfLines = (segments: readonly { text: string }[]): number =>
  segments.reduce((sum, segment) => sum + estimateTokens(segment.text) + 6, 0)
const tokensOf = (points: readonly Point[]): number => estimateTokens(renderPoints(points))

/** Neighbours, as many as go into one question; at least two, so that every round gets smaller. */
const groupsOf = (points: readonly Point[]): Point[][] => {
  const groups: Point[][] = []
  for (const point of points) {
    const last = groups.at(-1)
    if (last && (last.length < 2 || tokensOf([...last, point]) <= mostTokens)) last.push(point)
    else groups.push([point])
  }
  return groups
}

/** The last guard against a model that does not condense: every n-th point, over the whole meeting. */
const withinLimit = (points: readonly Point[]): Point[] => {
  const ratio = Math.ceil(tokensOf(points) / (2 * mostTokens))
  return ratio <= 1 ? [...points] : points.filter((_, index) => index % ratio === 0)
}
