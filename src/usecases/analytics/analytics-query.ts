import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import { dayMs } from '../../domain/forecast/calendar.ts'
import type { Dimension, TrackingModel } from '../../domain/tracking-model/model.ts'
import { firstInstant, lastInstant, pointInTime } from '../points-in-time.ts'

const scopeQuery = {
  type: z.string().max(40).optional(),
  dimension: z.string().max(40).optional().describe('Without it: all that have a list of values'),
}

const periodQuery = {
  from: pointInTime.optional().describe('90 days before the end, where nothing is said'),
  to: pointInTime.optional().describe('Now, where nothing is said'),
}

export const statusQuery = z.strictObject({
  ...scopeQuery,
  asOf: pointInTime.optional().describe('As it was then. A day alone means its end, in the zone of the tenant'),
})
export const periodOnlyQuery = z.strictObject({ ...scopeQuery, ...periodQuery })
export const throughputQuery = z.strictObject({
  ...{ ...scopeQuery, ...periodQuery },
  by: z.enum(['day', 'week', 'month']).default('week'),
})
export const durationQuery = z.strictObject(scopeQuery)
export const ownershipQuery = z.strictObject({
  ...scopeQuery,
  dimension: z.string().max(40).optional().describe('Without it: all whose value is a person'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

/** The dimension that is asked for, else all that fit; one that the tracking model does not have is a mistake. */
export const chosenDimensions = (
  model: TrackingModel | null,
  wanted: string | undefined,
  fits: (dimension: Dimension) => boolean,
): Dimension[] => {
  const all = model?.dimensions ?? []
  if (wanted === undefined) return all.filter(fits)
  const found = all.find(({ name }) => name === wanted)
  if (found !== undefined) return [found]
  const message = 'is no dimension of the tracking model'
  throw new AppError('invalid_request', `dimension ${message}.`, { details: [{ path: 'query.dimension', message }] })
}

export const hasValues = ({ kind, many }: Dimension): boolean => kind === 'vocabulary' && !many

const usualDays = 90

/** The period that is meant, in the zone of the tenant. */
export const periodOf = (query: { from?: string; to?: string }, zone: string, now: Date): { from: Date; to: Date } => {
  const to = query.to === undefined ? now : lastInstant(query.to, zone)
  const from = query.from === undefined ? new Date(to.getTime() - usualDays * dayMs) : firstInstant(query.from, zone)
  return { from, to }
}
