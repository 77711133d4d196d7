import { speakerKey, withoutOrganisation } from '../domain/meeting/speaker.ts'
import type { SpeakerLine } from './speaker-line.ts'
import { isStructuralLabel } from './structural-labels.ts'

export type IsSpeaker = (line: SpeakerLine) => boolean

/**
 * Which of the names before a colon are speakers, decided over the whole transcript: "Ana: …" and "Status: …" look
 * alike, but speakers carry times, come again, make up most of the lines, or were announced as participants.
 * `lineCount` counts lines that are not blank.
 */
export const chooseSpeakers = (
  found: readonly SpeakerLine[],
  lineCount: number,
  participants: readonly { name: string }[],
): IsSpeaker => {
  const announced = announcedKeys(participants)
  const counts = new Map<string, { count: number; timed: number }>()
  for (const line of found) {
    const key = speakerKey(line.name)
    const seen = counts.get(key) ?? { count: 0, timed: 0 }
    seen.count += 1
    if (line.startMs !== null) seen.timed += 1
    counts.set(key, seen)
  }
  const share = lineCount === 0 ? 0 : found.length / lineCount
  return (line) => {
    const key = speakerKey(line.name)
    if (announced.has(key)) return true
    const plain = withoutOrganisation(line.name)
    if (isStructuralLabel(plain)) return false
    const { count, timed } = counts.get(key) ?? { count: 0, timed: 0 }
    const words = plain.split(/\s+/)
    const looksLikeName = words.length <= 5 && words.every(isNameWord)
    if (timed > 0 && (looksLikeName || timed > 1)) return true
    if (looksLikeName) return count > 1 || share >= 0.3
    return words.length <= 3 && (count > 2 || (count > 1 && share >= 0.2) || (words.length === 1 && share >= 0.5))
  }
}

/** People are written in full or by their first name. */
function announcedKeys(participants: readonly { name: string }[]): Set<string> {
  const keys = participants.map((participant) => speakerKey(participant.name))
  return new Set(keys.flatMap((key) => [key, key.split(' ')[0] ?? key]))
}

const particle = /^(?:al|and|bin|da|de|del|der|di|dos|du|el|la|le|of|the|van|von|y|&|-|–|\|)$/

/** A capital letter, a letter of a script without capitals, or a number first. */
function isNameWord(word: string): boolean {
  return particle.test(word) || /^[("'’[]?(?:\p{Lu}|\p{Lo}|\p{Lt}|\p{N})/u.test(word)
}
