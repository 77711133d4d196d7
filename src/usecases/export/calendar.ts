import { steering } from '../../domain/steering.ts'

const limit = 75
const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8')

/** One line of RFC 5545, folded at 75 octets and never within a character. Values are given as they are to stand there. */
export const contentLine = (name: string, value: string): string => {
  const lines: string[] = []
  let line = ''
  let size = 0
  for (const character of `${name}:${value}`) {
    const bytes = bytesOf(character)
    if (size + bytes > limit) {
      lines.push(line)
      // A line that goes on begins with a space, which counts.
      line = ' '
      size = 1
    }
    line += character
    size += bytes
  }
  return `${[...lines, line].join('\r\n')}\r\n`
}

/** A TEXT value: what has a meaning in it is escaped, what may not stand in it is left out. */
export const calendarText = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(steering, '')
    .replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll('\n', '\\n')

/** 2026-03-04 as 20260304. */
export const calendarDay = (day: string): string => day.replaceAll('-', '')

/** A moment in UTC: 20260304T101500Z. */
export const calendarMoment = (at: Date): string => at.toISOString().replaceAll(/[-:]|\.\d+/g, '')

export const isDay = (text: unknown): text is string => typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text)

/** Properties in order as lines; those without a value are left out. */
export const component = (name: string, properties: readonly (readonly [string, string | null])[]): string =>
  [['BEGIN', name] as const, ...properties, ['END', name] as const]
    .flatMap(([property, value]) => (value === null ? [] : contentLine(property, value)))
    .join('')

export const calendarStart = (title: string): string =>
  contentLine('BEGIN', 'VCALENDAR') +
  contentLine('VERSION', '2.0') +
  contentLine('PRODID', '-//Throughline//Export//EN') +
  contentLine('CALSCALE', 'GREGORIAN') +
  contentLine('X-WR-CALNAME', calendarText(title))

export const calendarEnd = contentLine('END', 'VCALENDAR')
