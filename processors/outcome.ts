import type { Engine, Fallback } from '../src/analysis/analyst.ts'
import type { Dispatch } from '../src/domain/run/dispatch.ts'
import type { Coverage } from '../src/domain/run/summarize-run.ts'
import type { CountedChanges } from '../src/record/count-changes.ts'
import type { Tx } from '../src/storage/tx.ts'
import type { Carried } from './shared/carried.ts'

/** What a processor is told: ids and numbers, and a signal that fires on cancel, lost lease and shutdown. */
export type StepContext = {
  tenantId: string
  runId: string
  step: string
  meetingId: string | null
  generation: number
  revision: number
  params: Readonly<Record<string, unknown>>
  traceId: string
  signal: AbortSignal
  /** Says how much of the step is done, 0..1; the progress of the run follows within seconds. */
  report: (fraction: number) => void
  /** Empty for a step that comes from the queue; what is put in goes to those that this process goes on with. */
  carried: Carried
}

/**
 * What came of a step. `commit` writes its effects: it runs in the very transaction that ends the step, after which
 * the transaction is conditional on the claim, so a fenced worker leaves nothing behind. It may take the tenant head
 * and meeting locks (in that order) and must not call a model or the network.
 */
export type Outcome =
  | {
      kind: 'done'
      commit?: (tx: Tx) => Promise<StepEffects | undefined>
      detail?: string
      engine?: Engine
      /** What was left to rules although a model was wanted: the run is degraded, and the meeting marked. */
      fallbacks?: readonly Fallback[]
      /** Where the fallbacks alone do not say it; by default, whether there are some. */
      degraded?: boolean
      /** True when part of the work is missing although the step is done: the run will say `completed_with_gaps`. */
      gaps?: boolean
    }
  | { kind: 'skipped'; reason: string }
  | { kind: 'deferred'; untilMs: number; reason: string }

/** Figures that a step adds to its run, and deliveries that were written with its events and may be enqueued after the commit. */
export type StepEffects = {
  totals?: Partial<Record<TotalName, number>>
  timings?: Record<string, number>
  coverage?: Coverage
  result?: Record<string, unknown>
  /** For the metrics; not stored. */
  counted?: CountedChanges
  deliveryIds?: string[]
  /** What runs/submit returned for runs that this step asked for in the same transaction (a `respot`, for example). */
  dispatch?: Dispatch[]
}

export type TotalName =
  | 'entityCount'
  | 'entitiesCreated'
  | 'mentionCount'
  | 'observationCount'
  | 'transitionCount'
  | 'insightCount'
  | 'modelCalls'
  | 'unsupportedCount'
  | 'injectionCount'

export type Processor = (context: StepContext) => Promise<Outcome>
