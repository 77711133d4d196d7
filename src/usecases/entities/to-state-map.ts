import type { StateRow } from '../../storage/read-state.ts'
import { type EvidenceView, iso } from '../views/common.ts'
import type { StateMapView, StateValueView } from '../views/entity-views.ts'

/** Rows of one entity by dimension: one value, or a list where the rows have items. */
export const toStateMap = (rows: readonly StateRow[]): StateMapView => {
  const map: StateMapView = {}
  for (const row of rows) {
    const value = toValue(row)
    const before = map[row.dim]
    if (row.item === '') map[row.dim] = value
    else map[row.dim] = Array.isArray(before) ? [...before, value] : [value]
  }
  return map
}

const toValue = (row: StateRow): StateValueView => ({
  value: row.value,
  entityId: row.valueEntity,
  since: iso(row.since),
  confidence: row.confidence,
  evidence: row.evidence as EvidenceView[],
})
