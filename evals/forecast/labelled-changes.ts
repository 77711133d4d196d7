import type { Dataset } from '../datasets/dataset.ts'

/** A change as the labels have it, on the day of its meeting. */
export type LabelledChange = {
  world: string
  entity: string
  type: string
  dimension: string
  dateMs: number
  from: string | null
  to: string
}

/** The labelled changes of single values in the order of the meetings; empty without labels. */
export const labelledChanges = (dataset: Dataset): LabelledChange[] => {
  const { labels, worlds } = dataset
  const meetings = new Map(
    worlds.flatMap((world) =>
      world.meetings.map((meeting) => [meeting.id, { world, meeting, order: orderOf(meeting) }] as const),
    ),
  )
  const at = (meetingId: string) => {
    const found = meetings.get(meetingId)
    return found ? [found] : []
  }
  const changes =
    labels.kind === 'states'
      ? (labels.gold ?? []).flatMap((row) =>
          at(row.meetingId).flatMap(({ world, meeting, order }) => {
            if (!row.changed || row.dontCare) return []
            const { type, dimension } = labels
            const dateMs = Date.parse(meeting.context.occurredAt)
            const moved = { from: startOf(row.fromState), to: row.toState }
            return [{ order, change: { world: world.name, entity: row.entityId, type, dimension, dateMs, ...moved } }]
          }),
        )
      : (labels.gold ?? []).flatMap((row) =>
          at(row.meetingId).flatMap(({ world, meeting, order }) =>
            row.transitions.flatMap(({ entity, dimension, from, to }) => {
              const followed = world.model.dimensions.find(({ name }) => name === dimension)
              if (followed?.kind !== 'vocabulary' || followed.many || to === null) return []
              const type = labels.entities.find((each) => each.name === entity)?.type ?? 'project'
              const dateMs = Date.parse(meeting.context.occurredAt)
              const moved = { from: from === null ? null : String(from), to: String(to) }
              return [{ order, change: { world: world.name, entity, type, dimension, dateMs, ...moved } }]
            }),
          ),
        )
  return changes.sort((a, b) => (a.order < b.order ? -1 : 1)).map(({ change }) => change)
}

const orderOf = ({ context, sequence, id }: Dataset['worlds'][number]['meetings'][number]): string =>
  `${context.occurredAt} ${String(sequence).padStart(4, '0')} ${id}`

/** What the labels call "never staged" or "none" is a value where things come from: it is kept as one. */
const startOf = (state: string): string | null => (state === '' ? null : state)
