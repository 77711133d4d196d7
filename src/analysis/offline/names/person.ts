import type { MeetingContext, Segment } from '../../../domain/meeting/meeting.ts'
import { isPlaceholderSpeaker } from '../../../domain/meeting/speaker.ts'

export type People = {
  /** Full names of everybody who is listed or speaks, placeholders left out. */
  all: readonly string[]
  /** The full name for what was said ("Dana", "dana okafor"), when it can be only one person. */
  resolve: (said: string) => string | undefined
  /** Whether somebody's first name begins with the same three letters. */
  beginsLike: (said: string) => boolean
}

export const peopleOf = (meeting: MeetingContext, segments: readonly Segment[]): People => {
  const speakers = segments.map((segment) => segment.speaker)
  const listed = [...meeting.participants.map((participant) => participant.name), ...speakers]
  const names = [...new Set(listed.filter((name): name is string => name !== null && !isPlaceholderSpeaker(name)))]
  const long = names.filter((name) => keyOf(name).includes(' '))
  const byKey = new Map<string, string | null>()
  const add = (key: string, name: string) => byKey.set(key, byKey.has(key) && byKey.get(key) !== name ? null : name)
  for (const name of long) {
    const parts = keyOf(name).split(' ')
    const [first, last] = [parts[0] ?? '', parts.at(-1) ?? '']
    add(keyOf(name), name)
    if (first.length > 1) add(first, name)
    if (last.length > 2) add(last, name)
  }
  // "Dana" who speaks is the Dana Okafor who is listed; only a first name that nobody's full name has is a person of its own.
  const short = names.filter((name) => !long.includes(name) && !byKey.has(keyOf(name)))
  for (const name of short) byKey.set(keyOf(name), name)
  const byInitials = new Map(long.map((name) => [initialsOf(name), name]))
  const resolve = (said: string) =>
    byKey.get(keyOf(said)) ?? (/^\p{Lu}{2,4}$/u.test(said) ? byInitials.get(said) : undefined)
  const beginnings = new Set([...long, ...short].map((name) => keyOf(name).slice(0, 3)))
  return { all: [...long, ...short], resolve, beginsLike: (said) => beginnings.has(keyOf(said).slice(0, 3)) }
}

const initialsOf = (name: string): string =>
  name
    .split(/[\s-]+/)
    .map((word) => word.charAt(0).toUpperCase())
    .join('')

const keyOf = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/'s$/, '')
    .replace(/[^\p{L}\p{N}' ]+/gu, ' ')
    .trim()
    .replace(/\s+/g, ' ')
