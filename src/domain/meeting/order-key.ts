import { AppError } from '../errors.ts'
import { sha256 } from '../ids.ts'
import type { Precision } from './meeting.ts'

/** Unix milliseconds of 0000-01-01T00:00Z (proleptic Gregorian): keys count from here, so that no number is negative. */
const yearZeroMs = -62_167_219_200_000

const precisionRank: Record<Precision, string> = { day: '0', instant: '1', received: '2' }

export type OrderKeyInput = {
  occurredAtMs: number
  precision: Precision
  /** Tells meetings of one instant or day apart when their order is known. */
  sequence: number
  /** Meeting identity: the last tie-break, the same whatever arrived first. */
  identity: string
}

/**
 * Where a meeting stands in time, as one ASCII string compared byte by byte: in JavaScript with `<`, in Postgres with
 * `COLLATE "C"`. Meetings of a day without a time come before those with one.
 */
export const orderKeyPrefix = (input: OrderKeyInput): string => {
  const instant = digits(input.occurredAtMs - yearZeroMs, 15, 'occurredAt')
  const sequence = digits(input.sequence, 6, 'sequence')
  return `${instant}${precisionRank[input.precision]}${sequence}.${sha256(input.identity).slice(0, 32)}`
}

/** The key of one observation of a meeting. Segment -1 is the title, which comes before what was said. */
export const observationKey = (prefix: string, segment: number, ordinal: number): string =>
  `${prefix}.${digits(segment + 1, 6, 'segment')}.${digits(ordinal, 4, 'ordinal')}`

/** Imported states hold before every meeting. */
export const importKey = `${'0'.repeat(22)}.${'0'.repeat(32)}`

function digits(value: number, width: number, what: string): string {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 10 ** width)
    throw new AppError('invalid_request', `${what} is out of range for an order key: ${value}`)
  return String(value).padStart(width, '0')
}
