import { oneLine } from '../shared/one-line.ts'

/** One thing that was said in a part of a meeting, and the segments that say it. */
export type Point = { text: string; segments: readonly number[] }

/** Points as lines of a prompt; their numbers are those of the segments. */
export const renderPoints = (points: readonly Point[]): string =>
  points.map(({ text, segments }) => `- [${segments.join(', ')}] ${oneLine(text, 600)}`).join('\n')
