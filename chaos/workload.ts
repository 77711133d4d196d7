import { type SyntheticMeeting, syntheticMeeting } from '../bench/workload.ts'

const shape = { people: 4, entities: 6, changes: 5, observations: 10 }
/** Few tasks, so that most meetings speak of the same ones and their order matters. */
const spread = 3

/** How many a world has unless its scenario wants more. */
export const usualCount = 16
/** The same in the short run. */
export const quickCount = 10
/** Worlds of the short run are small, and held against one calm run: that of models. */
export const quickly = { model: true, workers: 1 } as const

/** The meetings of a world: many of them about the same tasks. */
export const meetingsOf = (count: number, project = 'CHAOS'): SyntheticMeeting[] =>
  Array.from({ length: count }, (_, n) => withHarbour(syntheticMeeting(n, shape, project, spread)))

/**
 * Rules do not know that what has left the harbour is completed, models do: a meeting that was read by the wrong one of
 * them leaves another record.
 */
const withHarbour = (meeting: SyntheticMeeting): SyntheticMeeting => {
  const task = /[A-Z]+-\d+/.exec(meeting.segments[0]?.text ?? '')?.[0]
  const text = `${task} has left the harbour as we speak.`
  return { ...meeting, segments: [...meeting.segments, { speaker: 'Ana', startMs: 900_000, endMs: 903_000, text }] }
}
