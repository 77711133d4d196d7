import type { StepSpec } from '../src/domain/run/plan-steps.ts'
import type { RunKind } from '../src/domain/run/run.ts'

/**
 * Steps as data: what each needs and on which queue it runs. No processor enqueues another step; the transaction
 * that ends one dispatches what has become ready.
 */
const meeting = [
  { name: 'normalize', queue: 'ingest', needs: [], required: true, share: 10 },
  { name: 'extract', queue: 'extract', needs: ['normalize'], required: true, share: 45 },
  { name: 'reconcile', queue: 'reconcile', needs: ['extract'], required: true, share: 20 },
  { name: 'reason', queue: 'reason', needs: ['reconcile'], required: false, share: 10 },
  { name: 'summarize', queue: 'summarize', needs: ['extract'], required: false, share: 15 },
] as const satisfies readonly StepSpec[]

const respot = [
  { name: 'respot', queue: 'reconcile', needs: [], required: true, share: 1 },
] as const satisfies readonly StepSpec[]

const refold = [
  { name: 'refold', queue: 'reconcile', needs: [], required: true, share: 1 },
] as const satisfies readonly StepSpec[]

export const pipelines = { meeting, reprocess: meeting, upgrade: meeting, respot, refold } as const satisfies Record<
  RunKind,
  readonly StepSpec[]
>

export type StepName = (typeof pipelines)[RunKind][number]['name']
