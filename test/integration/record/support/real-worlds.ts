import { findDatasets } from '../../../../evals/datasets/find-datasets.ts'
import { readWorld } from '../../../../evals/read-world.ts'
import { createOfflineAnalyst } from '../../../../src/analysis/offline/offline-analyst.ts'
import type { TrackingModel } from '../../../../src/domain/tracking-model/model.ts'
import { hourOf } from './facts.ts'
import type { Reading, Step } from './world.ts'

export type RealWorld = { name: string; model: TrackingModel; imports: Step[]; readings: Reading[] }

/** Real meetings as rules read them: every one of the smaller sets, and of the largest as many as are asked for in all. */
export const readRealWorlds = async (folder: string, most: number): Promise<RealWorld[]> => {
  const sets = findDatasets(folder).map((load) =>
    load({ catalogue: 'names', granularity: 'topic', variant: 'minutes', limit: null }),
  )
  const worlds = sets.flatMap((set) => set.worlds).sort((a, b) => a.meetings.length - b.meetings.length)
  const analyst = createOfflineAnalyst()
  const read: RealWorld[] = []
  let left = most
  for (const world of worlds) {
    const meetings = world.meetings.slice(0, left)
    left -= meetings.length
    if (meetings.length === 0) continue
    const found = await readWorld(analyst, { ...world, meetings })
    read.push({
      name: world.name,
      model: world.model,
      imports: world.imports.length === 0 ? [] : [{ kind: 'import', entities: world.imports }],
      readings: found.map(({ meeting: { context, sequence, segments }, chunks }) => ({
        ...{ title: context.title, hour: hourOf(context.occurredAt) + sequence / 60, timeZone: context.timeZone },
        ...{ series: context.series, participants: context.participants.map(({ name }) => name) },
        lines: segments.map(({ speaker, text }) => ({ speaker, text })),
        names: chunks.flatMap((chunk) => chunk.names),
        observations: chunks.flatMap((chunk) => chunk.observations),
      })),
    })
  }
  return read
}
