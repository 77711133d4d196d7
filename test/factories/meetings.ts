import type { MeetingContext, Segment } from '../../src/domain/meeting/meeting.ts'

/** A weekly meeting on Tuesday, 4 March 2025, unless told otherwise. */
export const meetingContext = (overrides: Partial<MeetingContext> = {}): MeetingContext => ({
  title: 'Weekly',
  type: 'meeting',
  occurredAt: '2025-03-04T10:00:00Z',
  precision: 'instant',
  timeZone: 'UTC',
  series: null,
  project: null,
  account: null,
  language: null,
  participants: [{ name: 'Ana Ruiz' }, { name: 'Ben Okoye' }, { name: 'Cara Lind' }],
  ...overrides,
})

/** Segments from lines of "Speaker: text"; a line that starts with a colon has no speaker. */
export const segmentsOf = (...lines: string[]): Segment[] =>
  lines.map((line, index) => {
    const at = line.indexOf(': ')
    const speaker = at > 0 && at < 40 ? line.slice(0, at) : null
    const text = speaker !== null ? line.slice(at + 2) : line.replace(/^: /, '')
    return { index, speaker, role: null, startMs: index * 5_000, endMs: index * 5_000 + 4_000, text }
  })
