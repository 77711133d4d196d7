import type { Dataset, SeriesLabels } from '../datasets/dataset.ts'
import type { MeetingOutcome } from '../outcome.ts'
import { nameKey } from '../scoring/name-similarity.ts'
import { createFindEntity } from '../scoring/series-entities.ts'

/** What the words of a labelled mention were taken for. */
export type MentionVerdict = 'right' | 'look-alike' | 'other thing' | 'thing of its own' | 'missed'

export type MentionForm = 'canonical name' | 'other name' | 'other words'

export type JudgedMention = { form: MentionForm; verdict: MentionVerdict }

/** Labelled mentions of things (persons too) against what the record has at the same words. */
export const judgeMentions = (
  dataset: Dataset,
  labels: SeriesLabels,
  outcomes: readonly MeetingOutcome[],
): JudgedMention[] => {
  const findEntity = createFindEntity(labels.entities)
  const outcomeOf = new Map(outcomes.map((outcome) => [outcome.id, outcome]))
  const meetings = new Map(
    dataset.worlds.flatMap((world) => world.meetings.map((meeting) => [meeting.id, meeting] as const)),
  )
  return labels.entities.flatMap((entity) =>
    (entity.mentions ?? []).flatMap(({ meetingId, segment, surface }): JudgedMention[] => {
      const text = meetings.get(meetingId)?.segments[segment]?.text
      if (text === undefined) return []
      const places = placesOf(text, surface)
      const found = (outcomeOf.get(meetingId)?.mentions ?? [])
        .filter((row) => row.segment === segment && places.some(([from, to]) => row.start < to && row.end > from))
        .map((row) => findEntity(entity.series, row.entity))
      const known = found.find((name) => name !== null) ?? null
      const verdict = found.includes(entity.name)
        ? 'right'
        : found.length === 0
          ? 'missed'
          : known === null
            ? 'thing of its own'
            : entity.lookalikes?.includes(known)
              ? 'look-alike'
              : 'other thing'
      return [{ form: formOf(entity, surface), verdict }]
    }),
  )
}

const formOf = (entity: { name: string; aliases?: readonly string[] }, surface: string): MentionForm => {
  const key = nameKey(surface)
  if (nameKey(entity.name) === key) return 'canonical name'
  return entity.aliases?.some((alias) => nameKey(alias) === key) ? 'other name' : 'other words'
}

const placesOf = (text: string, surface: string): [from: number, to: number][] => {
  const places: [number, number][] = []
  for (let at = text.indexOf(surface); at >= 0; at = text.indexOf(surface, at + 1))
    places.push([at, at + surface.length])
  return places
}
