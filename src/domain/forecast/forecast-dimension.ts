import type { Evidence } from '../observation/observation.ts'
import type { Dimension } from '../tracking-model/model.ts'
import type { ModelView } from '../tracking-model/model-view.ts'
import { dateIn, dayMs, daysBetween, isDated } from './calendar.ts'
import { expectNext, type Likely, leastCases, type NextValue } from './expect-next.ts'
import type { MoveHistory } from './moves.ts'
import { type OpenPlan, openPlanOf } from './open-plan.ts'
import type { Plan, Standing } from './standing.ts'

/** What is expected of one dimension. It is inferred, never a fact: nothing that is stored follows from it. */
export type Expectation = {
  dimension: string
  from: string | null
  sinceMs: number | null
  /** Null: nothing can be told, and `reason` says why. */
  to: string | null
  /** Percent of the cases; null for what was planned. */
  likelihood: number | null
  /** ISO dates: the likely one, and those between which four of five cases fell. */
  expectedOn: string | null
  earliest: string | null
  latest: string | null
  /** planned: somebody said so; history: things of this type did so; none: nothing is expected. */
  basis: 'planned' | 'history' | 'none'
  reason: string
  cases: number
  alternatives: Likely[]
  meetingId: string | null
  evidence: Evidence[]
}

export type ForecastContext = { view: ModelView; history: MoveHistory; nowMs: number; zone: string }

/** The expected next value of a single-valued dimension: what was planned last, else what usually comes next. */
export const forecastDimension = (
  dimension: Dimension,
  type: string,
  given: { standing: Standing | null; plans: readonly Plan[] },
  context: ForecastContext,
): Expectation => {
  const { standing } = given
  const plan = openPlanOf(context.view, dimension, standing, given.plans)
  const next = standing ? usual(standing, type, context) : null
  const known = {
    ...nothing,
    dimension: dimension.name,
    from: standing?.value ?? null,
    sinceMs: standing && isDated(standing.sinceMs) ? standing.sinceMs : null,
  }
  if (plan) return { ...known, ...planned(plan, standing, next, context) }
  if (standing === null) return { ...known, reason: 'Nothing was planned, and nothing is known of where it stands.' }
  if (context.view.listed(dimension, standing.value)?.terminal)
    return { ...known, reason: `Nothing is expected after ${standing.value}.` }
  if (next === null)
    return { ...known, reason: `Fewer than ${leastCases} things of this type have moved on from there.` }
  return { ...known, ...fromHistory(standing, next, context) }
}

const nothing = {
  to: null,
  likelihood: null,
  expectedOn: null,
  earliest: null,
  latest: null,
  basis: 'none',
  cases: 0,
  alternatives: [],
  meetingId: null,
  evidence: [],
} satisfies Partial<Expectation>

const usual = (standing: Standing, type: string, { history, nowMs }: ForecastContext): NextValue | null => {
  const elapsed = isDated(standing.sinceMs) ? daysBetween(standing.sinceMs, nowMs) : null
  return expectNext(history(type, standing.dimension, standing.value), elapsed)
}

function planned(
  plan: OpenPlan,
  standing: Standing | null,
  next: NextValue | null,
  context: ForecastContext,
): Partial<Expectation> & Pick<Expectation, 'reason'> {
  const agrees = next?.likely[0]?.to === plan.to ? next : null
  const dates = plan.on === null && standing && agrees ? datesOf(standing, agrees, context) : noDates
  const late = plan.on !== null && plan.on < dateIn(context.nowMs, context.zone)
  const when = plan.on === null ? 'without a day' : late ? `for ${plan.on}, which has passed` : `for ${plan.on}`
  return {
    ...dates,
    ...(plan.on === null ? {} : { expectedOn: plan.on }),
    to: plan.to,
    basis: 'planned',
    reason: `It was said to be planned, ${when}.`,
    cases: agrees?.cases ?? 0,
    alternatives: next?.likely.filter(({ to }) => to !== plan.to) ?? [],
    meetingId: plan.meetingId,
    evidence: [plan.evidence],
  }
}

function fromHistory(
  standing: Standing,
  next: NextValue,
  context: ForecastContext,
): Partial<Expectation> & Pick<Expectation, 'reason'> {
  const [first, ...alternatives] = next.likely
  return {
    ...datesOf(standing, next, context),
    to: first?.to ?? null,
    likelihood: first?.percent ?? null,
    basis: 'history',
    reason: `${first?.percent ?? 0} % of the ${next.cases} things of this type that left ${standing.value} went there.${whenOf(standing, next)}`,
    cases: next.cases,
    alternatives,
    evidence: [...standing.evidence],
  }
}

function whenOf(standing: Standing, { days, still }: NextValue): string {
  if (!isDated(standing.sinceMs)) return ' Since when it has been so is not known, so no day is told.'
  if (days === null) return ' It has been so for longer than nearly all of them, so no day is told.'
  return days.p50 === null ? ` Less than half have left it so far: ${still} are still there, so no day is told.` : ''
}

const noDates = { expectedOn: null, earliest: null, latest: null }

type Dates = Pick<Expectation, 'expectedOn' | 'earliest' | 'latest'>

function datesOf(standing: Standing, { days }: NextValue, { zone }: ForecastContext): Dates {
  if (days === null || !isDated(standing.sinceMs)) return noDates
  const after = (count: number | null) => (count === null ? null : dateIn(standing.sinceMs + count * dayMs, zone))
  return { expectedOn: after(days.p50), earliest: after(days.p10), latest: after(days.p90) }
}
