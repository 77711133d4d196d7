import type { VersionedModel } from '../../domain/tracking-model/model.ts'
import { serveTasks } from '../../platform/serve-tasks.ts'
import type { ChunkInput, SummarizeInput } from '../analyst.ts'
import { createOfflineAnalyst } from './offline-analyst.ts'

/** What the analyst of the parent asks this thread to do. */
export type ThreadTask = { call: 'extractChunk'; input: ChunkInput } | { call: 'summarize'; input: SummarizeInput }

const analyst = createOfflineAnalyst()
const never = new AbortController().signal

/** Models arrive as copies; the same one must be the same object, because its cues are compiled once per object. */
const models = new Map<string, VersionedModel>()
const mostModels = 16

const sameModel = (model: VersionedModel): VersionedModel => {
  const key = JSON.stringify(model)
  const known = models.get(key)
  if (known) return known
  const oldest = models.keys().next().value
  if (models.size >= mostModels && oldest !== undefined) models.delete(oldest)
  models.set(key, model)
  return model
}

serveTasks(async (message) => {
  const task = message as ThreadTask
  return task.call === 'extractChunk'
    ? analyst.extractChunk({ ...task.input, model: sameModel(task.input.model) }, { signal: never })
    : analyst.summarize({ ...task.input, model: sameModel(task.input.model) }, { signal: never })
})
