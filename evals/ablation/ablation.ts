import type { ChunkExtraction } from '../../src/analysis/analyst.ts'
import type { EdgeMethod } from '../../src/domain/name/edge.ts'
import type { NameLinkage } from '../../src/domain/observation/observation-fact.ts'
import type { TrackingModel } from '../../src/domain/tracking-model/model.ts'

/** A part of the system that an evaluation leaves out, from outside: the product has no switch for it. */
export type Ablation = {
  name: string
  /** What is left out, for people. */
  about: string
  /** The vocabulary that meetings are read with. */
  model?: (model: TrackingModel) => Partial<TrackingModel>
  /** What was read, before it gets into the record. */
  extraction?: (extraction: ChunkExtraction) => ChunkExtraction
  /** Names that only this likeness made one thing are kept apart. */
  edges?: readonly EdgeMethod[]
  /** Statements that were given to a thing in this way are left out. */
  attachedBy?: readonly NameLinkage['method'][]
}
