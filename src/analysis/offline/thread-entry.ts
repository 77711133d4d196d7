import type { VersionedModel } from '../../domain/tracking-model/model.ts'
import { serveTasks } from '../../platform/serve-tasks.ts'
import type { ChunkInput, SummarizeInput } from '../analyst.ts'
import { createOfflineAnalyst } from './offline-analyst.ts'

/** What the analyst of the parent asks this thread to do; `model` is the JSON of a tracking model. */
export type ThreadTask = { model: string } & (
  | { call: 'extractChunk'; input: Omit<ChunkInput, 'model'> }
  | { call: 'summarize'; input: Omit<SummarizeInput, 'model'> }
)

const analyst = createOfflineAnalyst()
const never = new AbortController().signal

/** The same model must be the same object, because its cues are compiled once per object. */
const models = new Map<string, VersionedModel>()
const mostModels = 16

const modelOf = (text: string): VersionedModel => {
  const known = models.get(text)
  if (known) return known
  const oldest = models.keys().next().value
  if (models.size >= mostModels && oldest !== undefined) models.delete(oldest)
  const model = JSON.parse(text) as VersionedModel
  models.set(text, model)
  return model
}

serveTasks(async (message) => {
  const task = message as ThreadTask
  const model = modelOf(task.model)
  return task.call === 'extractChunk'
    ? analyst.extractChunk({ ...task.input, model }, { signal: never })
    : analyst.summarize({ ...task.input, model }, { signal: never })
})
