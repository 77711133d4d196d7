import type { Analyst } from '../src/analysis/analyst.ts'
import type { Dataset } from './datasets/dataset.ts'
import { type Graded, grade } from './grade.ts'
import type { MeetingOutcome } from './outcome.ts'
import { readWorld } from './read-world.ts'
import { recordWorld } from './record-world.ts'

export type Timing = {
  meetings: number
  segments: number
  words: number
  extractMs: number
  slowestMs: number
  recordMs: number
}

export type Evaluated = Graded & { dataset: Dataset; timing: Timing }

/** Reads every meeting of a set as the product does, keeps the record of it, and grades what the record says. */
export const evaluate = async (analyst: Analyst, dataset: Dataset, errorLimit: number): Promise<Evaluated> => {
  const timing: Timing = { meetings: 0, segments: 0, words: 0, extractMs: 0, slowestMs: 0, recordMs: 0 }
  const outcomes: MeetingOutcome[] = []
  for (const world of dataset.worlds) {
    const read = await readWorld(analyst, world)
    for (const { meeting, milliseconds } of read) {
      timing.meetings += 1
      timing.segments += meeting.segments.length
      timing.words += meeting.segments.reduce((sum, segment) => sum + segment.text.split(/\s+/).length, 0)
      timing.extractMs += milliseconds
      timing.slowestMs = Math.max(timing.slowestMs, milliseconds)
    }
    const start = performance.now()
    outcomes.push(...recordWorld(world, read))
    timing.recordMs += performance.now() - start
  }
  return { dataset, timing, ...grade(dataset, outcomes, errorLimit) }
}
