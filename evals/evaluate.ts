import type { Analyst } from '../src/analysis/analyst.ts'
import type { Ablation } from './ablation/ablation.ts'
import type { Dataset, World } from './datasets/dataset.ts'
import { type Graded, grade } from './grade.ts'
import type { MeetingOutcome, Thing } from './outcome.ts'
import { type ReadMeeting, readWorld } from './read-world.ts'
import { recordWorld } from './record-world.ts'

export type Timing = {
  meetings: number
  segments: number
  words: number
  extractMs: number
  slowestMs: number
  recordMs: number
}

export type Evaluated = Graded & {
  dataset: Dataset
  timing: Timing
  outcomes: readonly MeetingOutcome[]
  things: readonly Thing[]
}

export type ReadWorld = { world: World; read: readonly ReadMeeting[] }

/** Reads every meeting of a set as the product does, keeps the record of it, and grades what the record says. */
export const evaluate = async (
  analyst: Analyst,
  dataset: Dataset,
  errorLimit: number,
  ablations: readonly Ablation[] = [],
): Promise<Evaluated> => evaluateRead(await readDataset(analyst, dataset, ablations), dataset, errorLimit, ablations)

/** Extraction alone: what is left out of the vocabulary is left out here. */
export const readDataset = async (
  analyst: Analyst,
  dataset: Dataset,
  ablations: readonly Ablation[] = [],
): Promise<ReadWorld[]> => {
  const read: ReadWorld[] = []
  for (const given of dataset.worlds) {
    let { model } = given
    for (const ablation of ablations) model = { ...model, ...ablation.model?.(model) }
    const world = { ...given, model }
    read.push({ world, read: await readWorld(analyst, world) })
  }
  return read
}

/** The record of what was read, and its grades. */
export const evaluateRead = (
  worlds: readonly ReadWorld[],
  dataset: Dataset,
  errorLimit: number,
  ablations: readonly Ablation[] = [],
): Evaluated => {
  const timing: Timing = { meetings: 0, segments: 0, words: 0, extractMs: 0, slowestMs: 0, recordMs: 0 }
  const outcomes: MeetingOutcome[] = []
  const things: Thing[] = []
  for (const { world, read } of worlds) {
    for (const { meeting, milliseconds } of read) {
      timing.meetings += 1
      timing.segments += meeting.segments.length
      timing.words += meeting.segments.reduce((sum, segment) => sum + segment.text.split(/\s+/).length, 0)
      timing.extractMs += milliseconds
      timing.slowestMs = Math.max(timing.slowestMs, milliseconds)
    }
    const start = performance.now()
    const recorded = recordWorld(
      world,
      read.map((meeting) => leaveOut(meeting, ablations)),
      ablations,
    )
    outcomes.push(...recorded.outcomes)
    things.push(...recorded.things)
    timing.recordMs += performance.now() - start
  }
  return { dataset, timing, outcomes, things, ...grade(dataset, outcomes, errorLimit) }
}

const leaveOut = (meeting: ReadMeeting, ablations: readonly Ablation[]): ReadMeeting => ({
  ...meeting,
  chunks: meeting.chunks.map((chunk) => ablations.reduce((own, { extraction }) => extraction?.(own) ?? own, chunk)),
})
