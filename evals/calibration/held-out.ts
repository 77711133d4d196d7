import { createHash } from 'node:crypto'
import { confidenceBy, fitCells } from './fit-cells.ts'
import type { GroundedChange } from './judged-changes.ts'
import { calibrationError } from './reliability.ts'

export type GroundedSet = { name: string; changes: readonly GroundedChange[] }

/** Errors in points: as it is, with cells from the other half of the meetings, and with cells from the other sets. */
export type HeldOut = { name: string; changes: number; now: number; otherHalf: number; otherSets: number }

/** How far confidence is off where it was not fitted: for each set, and for all of them together. */
export const holdOut = (sets: readonly GroundedSet[]): HeldOut[] => {
  const all = sets.flatMap(({ changes }) => changes)
  const byHalf = [0, 1].map((half) => fitCells(all.filter((change) => halfOf(change) !== half)))
  const withHalf = (change: GroundedChange) => {
    const cells = byHalf[halfOf(change)]
    return cells ? { ...change, confidence: confidenceBy(cells, change.grounds) } : change
  }
  const rows = sets.map(({ name, changes }) => {
    const others = fitCells(sets.filter((set) => set.name !== name).flatMap((set) => set.changes))
    const apart = changes.map((change) => ({ ...change, confidence: confidenceBy(others, change.grounds) }))
    return { name, changes, halves: changes.map(withHalf), apart }
  })
  const errors = (name: string, of: Pick<(typeof rows)[number], 'changes' | 'halves' | 'apart'>): HeldOut => ({
    name,
    changes: of.changes.length,
    now: calibrationError(of.changes),
    otherHalf: calibrationError(of.halves),
    otherSets: calibrationError(of.apart),
  })
  return [
    ...rows.map((row) => errors(row.name, row)),
    errors('all', {
      changes: all,
      halves: rows.flatMap(({ halves }) => halves),
      apart: rows.flatMap(({ apart }) => apart),
    }),
  ]
}

/** Meetings fall into halves by their names, so that the halves stay the same when meetings are added. */
const halfOf = ({ meetingId }: GroundedChange): number => (createHash('sha256').update(meetingId).digest()[0] ?? 0) % 2
