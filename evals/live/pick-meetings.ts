import type { Dataset, EvalImport, World } from '../datasets/dataset.ts'
import { stateValue } from '../datasets/state-value.ts'

/**
 * A part of a labelled set: some of its series, or labelled meetings spread evenly over it. A sample leaves out what came
 * before its meetings, so a thing that is imported starts from the state that its label says it had then.
 */
export const pickMeetings = (whole: Dataset, wanted: { worlds: readonly string[]; sample: number | null }): Dataset => {
  const worlds = whole.worlds.filter((world) => wanted.worlds.length === 0 || wanted.worlds.includes(world.name))
  const kept = wanted.sample === null ? null : spread(labelledMeetings(whole), wanted.sample)
  return restricted(whole, worlds, kept)
}

const labelledMeetings = ({ labels }: Dataset): string[] => [
  ...new Set((labels.gold ?? []).map((row) => row.meetingId)),
]

const spread = (ids: readonly string[], count: number): ReadonlySet<string> =>
  new Set(
    Array.from(
      { length: Math.min(count, ids.length) },
      (_, index) => ids[Math.floor((index * ids.length) / count)] ?? '',
    ),
  )

const restricted = (
  { labels, ...whole }: Dataset,
  worlds: readonly World[],
  kept: ReadonlySet<string> | null,
): Dataset => {
  const chosen = worlds.map((world) => ({
    ...world,
    meetings: world.meetings.filter((meeting) => kept === null || kept.has(meeting.id)),
  }))
  const ids = new Set(chosen.flatMap((world) => world.meetings.map((meeting) => meeting.id)))
  if (labels.kind === 'series') {
    const gold = labels.gold?.filter((row) => ids.has(row.meetingId)) ?? null
    return {
      ...whole,
      worlds: chosen,
      labels: { ...labels, gold, seriesOf: labels.seriesOf.filter(({ id }) => ids.has(id)) },
    }
  }
  const gold = labels.gold?.filter((row) => ids.has(row.meetingId)) ?? null
  const startOf = (entity: EvalImport, { meetings, model }: World): EvalImport => {
    const order = new Map(meetings.map((meeting, index) => [meeting.id, index]))
    const [first] = (gold ?? [])
      .filter((row) => row.entity === entity.name)
      .sort((one, other) => (order.get(one.meetingId) ?? 0) - (order.get(other.meetingId) ?? 0))
    if (first === undefined || kept === null) return entity
    const { dimension, scheme } = labels
    return { ...entity, state: [{ dimension, value: stateValue(model, dimension, first.fromState, scheme) }] }
  }
  return {
    ...whole,
    worlds: chosen.map((world) => ({ ...world, imports: world.imports.map((entity) => startOf(entity, world)) })),
    labels: { ...labels, gold },
  }
}
