import { zoneOffsetMs } from '../meeting/time-zone.ts'

export const dayMs = 86_400_000

/** A catalogue that tells no date means "since always": that is no day to count from. */
const firstDatedMs = Date.parse('1000-01-01T00:00:00Z')

export const isDated = (instantMs: number): boolean => instantMs >= firstDatedMs

/** Whole days between two instants; never below 0. */
export const daysBetween = (fromMs: number, toMs: number): number => Math.max(0, Math.floor((toMs - fromMs) / dayMs))

/** The date at an instant, as the calendar in the zone shows it. */
export const dateIn = (instantMs: number, zone: string): string =>
  new Date(instantMs + zoneOffsetMs(instantMs, zone)).toISOString().slice(0, 10)
