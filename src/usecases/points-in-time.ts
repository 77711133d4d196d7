import { z } from 'zod'
import { startOfDayMs } from '../domain/meeting/time-zone.ts'

const dayMs = 86_400_000

/** A query parameter that is an instant with its offset, or a day. */
export const pointInTime = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], { error: 'write 2026-03-04 or 2026-03-04T15:00:00+01:00' })
  .describe('An instant with its offset, or a day in the zone of the tenant')

/** The first instant that is meant: of a day its start. */
export const firstInstant = (text: string, zone: string): Date =>
  storable(isDay(text) ? startOfDayMs(midnight(text), zone) : Date.parse(text))

/** The last instant that is meant: of a day its end, to the millisecond. */
export const lastInstant = (text: string, zone: string): Date =>
  storable(isDay(text) ? startOfDayMs(midnight(text) + dayMs, zone) - 1 : Date.parse(text))

/** Postgres calls the year 0 "1 BC", which no ISO string says: what is stored lies in the years 1 to 9999. */
export const earliestMs = Date.parse('0001-01-01T00:00:00Z')
const latestMs = Date.parse('9999-12-31T23:59:59.999Z')

const storable = (ms: number): Date => new Date(Math.min(Math.max(ms, earliestMs), latestMs))

const isDay = (text: string): boolean => text.length === 10

const midnight = (day: string): number => Date.parse(`${day}T00:00:00Z`)
