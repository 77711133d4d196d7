import type { Participant } from './meeting.ts'
import { cleanSpeaker, isPlaceholderSpeaker, speakerKey, withoutOrganisation } from './speaker.ts'

/** Everybody who was there: the declared participants first, as declared, then speakers who were not among them. */
export const mergeParticipants = (
  declared: readonly Participant[],
  speakers: Iterable<string | null>,
): Participant[] => {
  const merged = [...declared]
  const known = new Set(declared.map((participant) => speakerKey(participant.name)))
  for (const speaker of speakers) {
    const name = cleanSpeaker(speaker)
    if (name === null || isPlaceholderSpeaker(name) || known.has(speakerKey(name))) continue
    known.add(speakerKey(name))
    merged.push({ name: withoutOrganisation(name) })
  }
  return merged
}
