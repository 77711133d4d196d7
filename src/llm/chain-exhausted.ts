import type { ModelErrorKind } from './model-error.ts'

export type FailedHop = { model: string; kind: ModelErrorKind; message: string; attempts: number }

/** No model gave a usable answer: why each of the chain did not, the last one last. Empty: none was allowed to be asked. */
export class ChainExhausted extends Error {
  override readonly name = 'ChainExhausted'
  readonly hops: readonly FailedHop[]
  readonly rejected: readonly { model: string; reason: string }[]

  constructor(task: string, hops: readonly FailedHop[], rejected: readonly { model: string; reason: string }[]) {
    const causes = hops.map((hop) => `${hop.model}: ${hop.kind}`).join(', ')
    super(`no model answered ${task} (${causes || 'none may be asked'})`)
    this.hops = hops
    this.rejected = rejected
  }

  /** The kind of the last failure: the reason that a record gives for its gap. */
  get kind(): ModelErrorKind | 'no_model' {
    return this.hops.at(-1)?.kind ?? 'no_model'
  }
}
