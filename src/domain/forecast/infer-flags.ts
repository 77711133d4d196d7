import type { Evidence } from '../observation/observation.ts'
import type { ModelView } from '../tracking-model/model-view.ts'
import { dateIn, daysBetween, isDated } from './calendar.ts'
import { type Habits, limitDays } from './habits.ts'
import type { Standing } from './standing.ts'

export type Flag = {
  flag: 'stale' | 'at_risk'
  cause: 'silent' | 'setback' | 'overdue' | 'open_item' | 'slipped'
  dimension: string | null
  sinceMs: number | null
  reason: string
  evidence: readonly Evidence[]
}

/** How often a date of an entity was put off. */
export type Slips = { dimension: string; count: number; evidence: readonly Evidence[] }

type Health = {
  states: readonly Standing[]
  lastSeenMs: number | null
  slips: readonly Slips[]
  habits: Habits
}

type Now = { view: ModelView; nowMs: number; zone: string }

/** So often put off is a habit. */
const mostSlips = 2

/**
 * What deserves a look, inferred from the state and never stated: long silence, a value of trouble, a date that has
 * passed or was put off twice, an item that is open for unusually long. Finished things deserve none.
 */
export const inferFlags = (health: Health, now: Now): Flag[] => {
  if (health.states.some((state) => isFinished(state, now.view))) return []
  return [
    ...silent(health, now),
    ...health.states.flatMap((state) => [
      ...setback(state, now),
      ...overdue(state, now),
      ...openItem(state, health.habits, now),
    ]),
    ...health.slips.flatMap(slipped),
  ]
}

const isFinished = ({ dimension, value }: Standing, view: ModelView): boolean => {
  const known = view.dimension(dimension)
  return (known && view.listed(known, value)?.terminal) ?? false
}

function silent({ lastSeenMs, habits }: Health, { nowMs }: Now): Flag[] {
  const limit = limitDays(habits.gap)
  if (lastSeenMs === null || daysBetween(lastSeenMs, nowMs) <= limit) return []
  const reason = `Nobody has spoken of it for ${daysBetween(lastSeenMs, nowMs)} days; more than ${limit} is unusual.`
  return [{ flag: 'stale', cause: 'silent', dimension: null, sinceMs: lastSeenMs, reason, evidence: [] }]
}

const risk = (state: Standing, cause: Flag['cause'], reason: string): Flag => ({
  flag: 'at_risk',
  cause,
  dimension: state.dimension,
  sinceMs: isDated(state.sinceMs) ? state.sinceMs : null,
  reason,
  evidence: state.evidence,
})

function setback(state: Standing, { view }: Now): Flag[] {
  const dimension = view.dimension(state.dimension)
  if (!dimension || !view.listed(dimension, state.value)?.setback) return []
  return [risk(state, 'setback', `Its ${dimension.label.toLowerCase()} is ${state.value}.`)]
}

/** Only a date that can be moved is one by which something is to be done. */
function overdue(state: Standing, { view, nowMs, zone }: Now): Flag[] {
  const dimension = view.dimension(state.dimension)
  if (dimension?.kind !== 'date' || dimension.cues.shift.length === 0) return []
  const today = dateIn(nowMs, zone)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(state.value) || state.value >= today) return []
  return [risk(state, 'overdue', `Its ${dimension.label.toLowerCase()}, ${state.value}, has passed.`)]
}

/** What can be out of the way without being named ("unblocked") is in the way while it is open. */
function openItem(state: Standing, habits: Habits, { view, nowMs }: Now): Flag[] {
  const dimension = view.dimension(state.dimension)
  const isObstacle = dimension?.many && dimension.cues.resolve.some((cue) => !cue.includes('{value}'))
  if (!isObstacle || !isDated(state.sinceMs)) return []
  const [days, limit] = [daysBetween(state.sinceMs, nowMs), limitDays(habits.items[state.dimension])]
  if (days <= limit) return []
  return [
    risk(
      state,
      'open_item',
      `A ${dimension.label.toLowerCase()} is open for ${days} days; more than ${limit} is unusual.`,
    ),
  ]
}

function slipped({ dimension, count, evidence }: Slips): Flag[] {
  if (count < mostSlips) return []
  const reason = `Its date was put off ${count} times.`
  return [{ flag: 'at_risk', cause: 'slipped', dimension, sinceMs: null, reason, evidence }]
}
