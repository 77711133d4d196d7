import type { Participant } from '../meeting/meeting.ts'
import { isPlaceholderSpeaker, withoutOrganisation } from '../meeting/speaker.ts'
import { nameKey } from '../name/name.ts'

/** Who took part in a meeting, and whom a short form means there. Knows nothing but this meeting. */
export type MeetingPeople = {
  /** Full names, each once, in the order given. */
  names: string[]
  /** "Ana" is Ana Ruiz where one Ana takes part; otherwise the form as it was said. */
  fullName: (surface: string) => string
  /** Full names by the short forms (as keys) that only one of them has. */
  shortForms: ReadonlyMap<string, string>
}

const longestName = 5

export const meetingPeople = (
  meeting: { participants: readonly Pick<Participant, 'name'>[] },
  segments: readonly { speaker: string | null }[],
): MeetingPeople => {
  const listed = distinct(meeting.participants.map((participant) => participant.name).filter(isPersonal))
  const speakers = new Set(segments.flatMap(({ speaker }) => (speaker === null ? [] : [speaker])))
  const unlisted = distinct([...speakers].filter(isPersonal))
  const forms = shortFormsOf(listed)
  const own = unlisted.filter(
    (speaker) => !listed.some((name) => nameKey(name) === nameKey(speaker)) && !forms.get(nameKey(speaker)),
  )
  const names = [...listed, ...own]
  const all = shortFormsOf(names)
  return { names, fullName: (surface) => all.get(nameKey(surface)) ?? surface, shortForms: all }
}

const isPersonal = (name: string): boolean => {
  const words = nameKey(name).split(' ')
  return /\p{L}/u.test(name) && words.length <= longestName && !isPlaceholderSpeaker(name)
}

function distinct(names: readonly string[]): string[] {
  const byKey = new Map<string, string>()
  for (const name of names.map(withoutOrganisation)) if (!byKey.has(nameKey(name))) byKey.set(nameKey(name), name)
  byKey.delete('')
  return [...byKey.values()]
}

/** First names, last names and initials that belong to one person only. A full name is never a short form. */
function shortFormsOf(names: readonly string[]): Map<string, string> {
  const forms = new Map<string, string | null>()
  const full = new Set(names.map(nameKey))
  for (const name of names) {
    const words = nameKey(name).split(' ')
    if (words.length < 2) continue
    const initials = words.map((word) => word[0] ?? '').join('')
    for (const form of new Set([words[0] ?? '', words.at(-1) ?? '', initials])) {
      if (form === '' || full.has(form)) continue
      forms.set(form, forms.has(form) ? null : name)
    }
  }
  return new Map([...forms].flatMap(([form, name]) => (name === null ? [] : [[form, name] as const])))
}
