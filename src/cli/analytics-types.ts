import { z } from 'zod'

const text = z.string().nullable().default(null)
const evidence = z.array(z.looseObject({ speaker: text, quote: z.string() })).default([])

export const expectationType = z.looseObject({
  dimension: z.string(),
  from: text,
  to: text,
  likelihood: z.number().nullable().default(null),
  expectedOn: text,
  earliest: text,
  latest: text,
  basis: z.string(),
  reason: z.string(),
  evidence,
})
export type ExpectationType = z.infer<typeof expectationType>

const flagType = z.looseObject({ flag: z.string(), cause: z.string(), reason: z.string(), evidence })

export const forecastType = z.looseObject({
  entityName: z.string(),
  type: z.string(),
  expectations: z.array(expectationType),
  flags: z.array(flagType).default([]),
})
export type ForecastType = z.infer<typeof forecastType>

export const staleType = z.looseObject({
  entityName: z.string(),
  type: z.string(),
  lastSeen: z.string(),
  silentDays: z.number(),
  limitDays: z.number(),
})
export type StaleType = z.infer<typeof staleType>

/** Whatever figure: rows of plain values, and of days where it is about time. */
export const figureType = z.looseObject({
  rows: z.array(z.record(z.string(), z.unknown())).optional(),
  items: z.array(expectationType.extend({ entityName: z.string() })).optional(),
})
export type FigureType = z.infer<typeof figureType>
