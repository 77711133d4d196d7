import pLimit from 'p-limit'
import type { Analyst, ReasonInput, ReasonVerdict } from '../src/analysis/analyst.ts'
import { AppError } from '../src/domain/errors.ts'
import type { Segment } from '../src/domain/meeting/meeting.ts'
import type { Database } from '../src/storage/client.ts'
import {
  type Passage,
  readPassages,
  readUnreasonedTransitions,
  type UnreasonedTransition,
  writeReasons,
} from '../src/storage/reasons.ts'
import { readStepResult } from '../src/storage/steps.ts'
import { advanceTenantHead, lockTenantHead } from '../src/storage/tenant-head.ts'
import { inTenant } from '../src/storage/tx.ts'
import { analysisContext } from './analysis-context.ts'
import type { Processor } from './outcome.ts'

export type ReasonDeps = { db: Database; analyst: Analyst; parallelCalls: number; batchSize: number }

/** Segments on either side of a piece of evidence that the reasoner may read. */
const distance = 3

/**
 * Asks the analyst why the transitions happened that this run's reconcile wrote, whichever meeting they belong to.
 * Their pattern reason is there already, so nobody waits for this step and it may fail. Only pattern reasons are
 * replaced, so running it twice asks for what is missing.
 */
export const createReason =
  ({ db, analyst, parallelCalls, batchSize }: ReasonDeps): Processor =>
  async (context) => {
    const { tenantId, runId, meetingId, report } = context
    if (meetingId === null) throw new AppError('internal', 'reason needs a meeting')
    const { transitions, passages } = await inTenant(db, tenantId, async (tx) => {
      const reconciled = await readStepResult(tx, { tenantId, runId, step: 'reconcile' })
      const ids = (reconciled?.transitionIds ?? []) as string[]
      if (ids.length === 0 || analyst.engine === 'offline') return { transitions: [], passages: [] }
      const found = await readUnreasonedTransitions(tx, tenantId, ids)
      return { transitions: found, passages: await readPassages(tx, tenantId, found.flatMap(placesOf), distance) }
    })
    if (transitions.length === 0) return { kind: 'done', detail: 'the pattern reasons stay' }

    const batches = batchesOf(transitions, batchSize)
    const limit = pLimit(parallelCalls)
    let finished = 0
    const verdicts = await Promise.all(
      batches.map((batch) =>
        limit(async () => {
          const inputs = batch.map((transition, id) => toInput(transition, id, passages))
          const answers = await analyst.explain(inputs, analysisContext(db, context, meetingId))
          finished += 1
          report(finished / batches.length)
          return answers.flatMap((answer) => matched(answer, batch))
        }),
      ),
    )
    const reasons = verdicts.flat()
    if (reasons.length === 0) return { kind: 'done', detail: 'the pattern reasons stay' }
    return {
      kind: 'done',
      engine: analyst.engine,
      detail: `${reasons.length} reasons`,
      commit: async (tx) => {
        const head = await lockTenantHead(tx, tenantId)
        await writeReasons(tx, tenantId, reasons)
        // Readers cache by the version of the record, and a reason is part of what they show.
        await advanceTenantHead(tx, tenantId, { version: head.version + 1n, namesVersion: head.namesVersion })
        return undefined
      },
    }
  }

const placesOf = ({ meetingId, evidence }: UnreasonedTransition) =>
  meetingId === null ? [] : evidence.map((piece) => ({ meetingId, segment: piece.segmentIndex }))

const batchesOf = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size))

const toInput = (transition: UnreasonedTransition, id: number, passages: readonly Passage[]): ReasonInput => {
  const { entity, type, dimension, from, to, reason, meetingId, evidence } = transition
  const near = (segment: Segment): boolean =>
    evidence.some((piece) => Math.abs(piece.segmentIndex - segment.index) <= distance)
  return {
    ...{ id, entity, type, dimension, from, to, patternReason: reason },
    passage: passages
      .filter((passage) => passage.meetingId === meetingId && near(passage))
      .map(({ meetingId: _, ...segment }) => segment),
    quote: evidence[0]?.quote ?? '',
  }
}

/** Ids that were not offered are dropped. */
const matched = ({ id, reason, confidence }: ReasonVerdict, batch: readonly UnreasonedTransition[]) => {
  const transition = batch[id]
  return transition && reason.trim() !== '' ? [{ id: transition.id, reason, confidence }] : []
}
