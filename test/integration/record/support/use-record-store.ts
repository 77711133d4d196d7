import { afterAll, beforeAll } from 'vitest'
import { type Applier, openRecordStore, type RecordStore } from './record-store.ts'

export type SharedRecordStore = RecordStore & {
  appliers: readonly Applier[]
  /** The process whose turn it is. */
  inTurn: (turn?: number) => Applier
}

/** For a file of tests: one store that this many processes change. There is nothing in it before the tests run. */
export const useRecordStore = (processes = 1): SharedRecordStore => {
  const appliers: Applier[] = []
  const inTurn = (turn = 0): Applier => {
    const applier = appliers[turn % processes]
    if (!applier) throw new Error('there is no process yet')
    return applier
  }
  const shared: SharedRecordStore = Object.assign({} as RecordStore, { appliers, inTurn })
  beforeAll(async () => {
    const { applier } = Object.assign(shared, await openRecordStore())
    appliers.push(...Array.from({ length: processes }, () => applier()))
  })
  afterAll(() => shared.close())
  return shared
}
