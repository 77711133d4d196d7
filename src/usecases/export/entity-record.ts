import type { StateRow } from '../../storage/read-state.ts'
import type { TransitionRow } from '../../storage/read-transitions.ts'
import type { EntityWithParts } from './entity-pages.ts'
import { firstSource, tellSource } from './first-source.ts'
import { localDay } from './local-day.ts'
import { markdownText as md } from './markdown.ts'

/** The head of the record of one thing: what it is called and how it stands. */
export const entityHead = ({ id, type, name, names, states, firstSeen, lastSeen }: EntityWithParts): string => {
  const also = [...new Set(names.map(({ surface }) => surface))].filter((surface) => surface !== name)
  return lines([
    `## ${md(name)}`,
    '',
    [
      `${md(type)}${also.length > 0 ? `, also called ${also.map(md).join(', ')}` : ''}.`,
      firstSeen && lastSeen ? `Spoken of from ${localDay(firstSeen, null)} to ${localDay(lastSeen, null)}.` : '',
      `\`${id}\``,
    ]
      .filter(Boolean)
      .join(' '),
    '',
    '### Now',
    '',
    ...(states.length === 0 ? ['Nothing is known.'] : states.map(stateLine)),
  ])
}

const stateLine = ({ dim, value, since, confidence }: StateRow): string =>
  `- ${label(dim)}: **${told(value)}**${isAlways(since) ? '' : ` since ${localDay(since, null)}`} (${confidence} %)`

export const timelineHead = lines(['', '### What happened', ''])

/** One change with why and whose words it rests on. */
export const timelineEntry = (row: TransitionRow): string => {
  const said = firstSource(row.evidence)
  const day = isAlways(row.validAt) ? 'always' : localDay(row.validAt, row.timeZone)
  const place = row.meetingTitle === null ? '' : `, ${md(row.meetingTitle)}`
  return lines([
    `- ${day} · ${label(row.dim)}: ${told(row.fromValue)} → ${told(row.toValue)}`,
    ...(row.reason === '' ? [] : [`  - why: ${md(row.reason)}`]),
    ...(said ? [`  - ${md(tellSource({ ...said, speaker: said.speaker ?? 'somebody' }))}${place}`] : []),
  ])
}

/** A value as people write it: "in progress", not in_progress. */
const told = (value: string | null): string =>
  value === null ? '–' : md(/^[a-z]+(_[a-z]+)+$/.test(value) ? value.replaceAll('_', ' ') : value)

const label = (dimension: string): string => md(dimension.replaceAll('_', ' '))

/** What a catalogue says without a date has held since the first day there is. */
const isAlways = (at: Date): boolean => at.toISOString().startsWith('0001-01-01')

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('')
}
