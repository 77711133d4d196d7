import { type MeetingType, meetingType, type ObservationType, observationType } from '../../src/cli/api-types.ts'
import type { Spoken } from '../../src/cli/render/spoken.ts'
import type { Session } from '../../src/cli/session.ts'

const because: Readonly<Record<string, string>> = {
  planned: 'an intention is no fact yet',
  proposed: 'an idea that nobody has agreed to',
  conditional: 'it hangs on something else',
  negated: 'said not to be so',
  questioned: 'only asked',
  superseded: 'it was so once and is no longer',
}
const mostOfAKind = 2

/** What was said in so many words and yet changed nothing, a few of each kind, in the order of the meetings. */
export const readUncounted = async ({ client }: Session, most: number): Promise<Spoken[]> => {
  const found: { meeting: MeetingType; observation: ObservationType }[] = []
  for await (const meeting of client.list('/v1/meetings', meetingType))
    for await (const observation of client.list(`/v1/meetings/${meeting.id}/observations`, observationType))
      if (observation.entityName !== null && because[observation.modality] !== undefined)
        found.push({ meeting, observation })
  const kinds = new Map<string, number>()
  return found
    .filter(({ observation: { modality } }) => {
      const seen = kinds.get(modality) ?? 0
      kinds.set(modality, seen + 1)
      return seen < mostOfAKind
    })
    .slice(0, most)
    .sort((a, b) => (a.meeting.occurredAt < b.meeting.occurredAt ? -1 : 1))
    .map(({ meeting, observation }) => ({
      verdict: observation.modality,
      because: because[observation.modality] ?? '',
      about: observation.entityName ?? '',
      dimension: observation.dimension,
      value: observation.value,
      quote: observation.quote,
      speaker: observation.speaker,
      meeting: meeting.title,
      occurredAt: meeting.occurredAt,
    }))
}
