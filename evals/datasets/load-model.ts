import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defaultModel } from '../../src/domain/tracking-model/default-model.ts'
import { trackingModelSchema, type VersionedModel } from '../../src/domain/tracking-model/model.ts'

const examples = join(import.meta.dirname, '../../examples/tracking-models')

/** The built-in model, or an example that is shipped with the product: no set has a model of its own making. */
export const loadModel = (name: string): VersionedModel => ({
  ...(name === 'default'
    ? defaultModel
    : trackingModelSchema.parse(JSON.parse(readFileSync(join(examples, `${name}.json`), 'utf8')))),
  version: 1,
})
