import type { World } from './datasets/dataset.ts'
import type { Change, MeetingOutcome } from './outcome.ts'
import type { ReadMeeting } from './read-world.ts'
import { nameKey } from './scoring/name-similarity.ts'

/** Stand-in for the record: names by spelling, the last asserted value of a meeting counts. */
export const recordWorld = (world: World, read: readonly ReadMeeting[]): MeetingOutcome[] => {
  const typeOwns = (type: string, dim: string) =>
    world.model.types.find((t) => t.name === type)?.dimensions.includes(dim) ?? false
  const names = new Map<string, { entity: string; type: string }>()
  const state = new Map<string, Map<string, string | null>>()
  for (const row of world.imports) {
    for (const name of [row.name, ...row.aliases]) names.set(nameKey(name), { entity: row.name, type: row.type })
    state.set(row.name, new Map(row.state.map((s) => [s.dimension, s.value])))
  }
  for (const { chunks } of read)
    for (const { names: found } of chunks)
      for (const name of found)
        if (!names.has(nameKey(name.surface)))
          names.set(nameKey(name.surface), { entity: name.surface, type: name.type })
  const keys = [...names.keys()].filter((key) => key.length > 3)
  return read.map(({ meeting, chunks }) => {
    const spots: { segment: number; entity: string; type: string }[] = []
    const texts = [{ index: -1, text: meeting.context.title }, ...meeting.segments]
    for (const { index, text } of texts) {
      const key = nameKey(text)
      for (const name of keys)
        if (key.includes(name)) spots.push({ segment: index, ...(names.get(name) as { entity: string; type: string }) })
    }
    const last = new Map<string, Change>()
    const observations = chunks
      .flatMap((chunk) => chunk.observations)
      .map((row) => {
        const stated = row.name
          ? (names.get(nameKey(row.name.surface)) ?? { entity: row.name.surface, type: row.name.type })
          : null
        const spotted = spots.filter((spot) => spot.segment <= row.segment && typeOwns(spot.type, row.dimension)).at(-1)
        const about = stated ?? spotted ?? null
        return { ...row, entity: about?.entity ?? null, type: about?.type ?? null }
      })
    for (const row of observations) {
      if (row.modality !== 'asserted' || row.entity === null || row.op === 'advance' || row.op === 'shift') continue
      const from = state.get(row.entity)?.get(row.dimension) ?? null
      last.set(`${row.entity}|${row.dimension}`, {
        entity: row.entity,
        type: row.type ?? '',
        dimension: row.dimension,
        from,
        to: row.op === 'resolve' ? null : row.value,
        quote: row.quote,
      })
    }
    const changes = [...last.values()].filter((row) => row.from !== row.to)
    for (const row of changes) {
      if (!state.has(row.entity)) state.set(row.entity, new Map())
      state.get(row.entity)?.set(row.dimension, row.to)
    }
    const mentioned = [...new Map(spots.map((spot) => [spot.entity, spot])).values()].map((spot) => ({
      entity: spot.entity,
      type: spot.type,
      state: state.get(spot.entity) ?? new Map(),
    }))
    return { id: meeting.id, mentioned, changes, observations, insights: chunks.flatMap((chunk) => chunk.insights) }
  })
}
