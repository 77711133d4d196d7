import type { MeetingOutcome, ReadObservation } from '../outcome.ts'
import { nameSimilarity } from '../scoring/name-similarity.ts'

/** A labelled change that the record does not have. */
export type Missed = {
  meetingId: string
  names: readonly string[]
  dimension: string
  isWanted: (value: string | null) => boolean
}

/** Where a missed change was lost: in reading, in weighing what was read, or in finding out what it is about. */
const whyMissed = (missed: Missed, outcome: MeetingOutcome | undefined): string => {
  const read = (outcome?.observations ?? []).filter(
    (row) => row.dimension === missed.dimension && missed.isWanted(row.op === 'resolve' ? null : row.value),
  )
  const isAbout = (row: ReadObservation) => row.entity !== null && nameSimilarity(row.entity, missed.names) >= 0.5
  const asserted = read.filter((row) => row.modality === 'asserted')
  if (asserted.some(isAbout)) return 'stated, but it was known already or overruled'
  if (asserted.some((row) => row.entity !== null)) return 'given to something else'
  if (asserted.length > 0) return 'given to nobody'
  const [weaker] = [...read.filter(isAbout), ...read]
  return weaker ? `taken as ${weaker.modality}` : 'not read'
}

/** How many were lost where, most first. */
export const countReasons = (missed: readonly Missed[], outcomes: readonly MeetingOutcome[]): [string, number][] => {
  const outcomeOf = new Map(outcomes.map((outcome) => [outcome.id, outcome]))
  const counts = new Map<string, number>()
  for (const row of missed) {
    const reason = whyMissed(row, outcomeOf.get(row.meetingId))
    counts.set(reason, (counts.get(reason) ?? 0) + 1)
  }
  return [...counts].sort((one, other) => other[1] - one[1])
}
