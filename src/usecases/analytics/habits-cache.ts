import { type Habits, noHabits } from '../../domain/forecast/habits.ts'
import { quantileOf } from '../../domain/forecast/quantile.ts'
import type { TrackingModel } from '../../domain/tracking-model/model.ts'
import { readGaps, readMoves } from '../../storage/read-forecast.ts'
import type { Tx } from '../../storage/tx.ts'

/** What is usual in a tenant, by type. */
export type HabitsOf = (tx: Tx, tenantId: string, model: TrackingModel) => Promise<(type: string) => Habits>

const mostTenants = 100
const freshMs = 60_000

/** Habits hardly change in a minute, and every entity that is shown needs them. */
export const createHabitsCache = (now: () => Date): HabitsOf => {
  const known = new Map<string, { readMs: number; habits: Map<string, Habits> }>()
  return async (tx, tenantId, model) => {
    const nowMs = now().getTime()
    const cached = known.get(tenantId)
    if (cached && nowMs - cached.readMs < freshMs) return (type) => cached.habits.get(type) ?? noHabits
    const habits = await readHabits(tx, tenantId, model)
    if (known.size >= mostTenants) known.delete(known.keys().next().value ?? '')
    known.set(tenantId, { readMs: nowMs, habits })
    return (type) => habits.get(type) ?? noHabits
  }
}

const readHabits = async (tx: Tx, tenantId: string, model: TrackingModel): Promise<Map<string, Habits>> => {
  const types = model.types.map(({ name }) => name)
  const many = model.dimensions.flatMap((dimension) => (dimension.many ? [dimension.name] : []))
  const gaps = await readGaps(tx, tenantId, types)
  const resolved = (await readMoves(tx, tenantId, { dimensions: many })).filter((move) => move.to === null)
  const habits = types.map((type): [string, Habits] => {
    const items = many.flatMap((dimension) => {
      const cases = resolved.flatMap(({ days, count, ...move }) =>
        move.type === type && move.dimension === dimension && days !== null ? [{ days, count }] : [],
      )
      const p90Days = quantileOf(cases, 0.9)
      return p90Days === null ? [] : [[dimension, { p90Days, cases: cases.reduce((sum, { count }) => sum + count, 0) }]]
    })
    return [type, { gap: gaps.find((gap) => gap.type === type) ?? null, items: Object.fromEntries(items) }]
  })
  return new Map(habits)
}
