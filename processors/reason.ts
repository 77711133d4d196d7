import pLimit from 'p-limit'
import type { Analyst, Fallback, ReasonInput, ReasonVerdict } from '../src/analysis/analyst.ts'
import { AppError } from '../src/domain/errors.ts'
import type { Segment } from '../src/domain/meeting/meeting.ts'
import { groupBy } from '../src/record/group-by.ts'
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
import { readInTenant } from '../src/storage/tx.ts'
import type { Processor } from './outcome.ts'
import { analysisContext } from './shared/analysis-context.ts'
import { reasonOf } from './shared/reason-of.ts'

export type ReasonDeps = { db: Database; analyst: Analyst; batchesAtOnce: number; batchSize: number }

/** Segments on either side of a piece of evidence that the reasoner may read. */
const distance = 3

type Batch = { meetingId: string; transitions: UnreasonedTransition[] }
type Answered = {
  verdicts: (Omit<ReasonVerdict, 'id'> & { id: string })[]
  fallbacks: Fallback[]
  failed?: { error: unknown }
}

/**
 * Asks the analyst why the transitions happened that this run's reconcile wrote, whichever meeting they belong to, and
 * those of its meeting that have no better reason yet. Their pattern reason is there already, so nobody waits for this
 * step, a batch that fails costs only its own reasons, and running it twice asks for what is missing.
 */
export const createReason =
  ({ db, analyst, batchesAtOnce, batchSize }: ReasonDeps): Processor =>
  async (context) => {
    const { tenantId, runId, meetingId, signal, report } = context
    if (meetingId === null) throw new AppError('internal', 'reason needs a meeting')
    // Rules have nothing better than the pattern reasons.
    if (analyst.engine === 'offline') return patternReasonsStay
    const { transitions, passages } = await readInTenant(db, tenantId, async (tx) => {
      const reconciled = await readStepResult(tx, { tenantId, runId, step: 'reconcile' })
      const ids = (reconciled?.transitionIds ?? []) as string[]
      const found = await readUnreasonedTransitions(tx, { tenantId, meetingId }, ids)
      return { transitions: found, passages: await readPassages(tx, tenantId, found.flatMap(placesOf), distance) }
    })
    if (transitions.length === 0) return patternReasonsStay

    const ask = async (batch: Batch): Promise<Answered> => {
      const call = analysisContext(db, context, batch.meetingId)
      try {
        const inputs = batch.transitions.map((transition, id) => toInput(transition, id, passages))
        const answers = await analyst.explain(inputs, call)
        return { verdicts: answers.flatMap((answer) => matched(answer, batch)), fallbacks: call.fallbacks }
      } catch (error) {
        signal.throwIfAborted()
        return { verdicts: [], fallbacks: [{ part: 'reasons', reason: reasonOf(error) }], failed: { error } }
      }
    }
    const batches = batchesOf(transitions, meetingId, batchSize)
    const limit = pLimit(batchesAtOnce)
    let finished = 0
    const answered = await Promise.all(
      batches.map((batch) =>
        limit(async () => {
          const answer = await ask(batch)
          finished += 1
          report(finished / batches.length)
          return answer
        }),
      ),
    )
    const failed = answered.flatMap((answer) => answer.failed ?? [])
    if (failed[0] && failed.length === batches.length) throw failed[0].error
    const reasons = answered.flatMap((answer) => answer.verdicts)
    const fallbacks = answered.flatMap((answer) => answer.fallbacks)
    const told = {
      // A model that gave none has made nothing of what the record says.
      ...(reasons.length > 0 && { engine: analyst.engine }),
      fallbacks,
      gaps: failed.length > 0,
      detail: detailOf(reasons, transitions),
    }
    if (reasons.length === 0) return { kind: 'done', ...told }
    return {
      kind: 'done',
      ...told,
      commit: async (tx) => {
        const head = await lockTenantHead(tx, tenantId)
        await writeReasons(tx, tenantId, reasons)
        // Readers cache by the version of the record, and a reason is part of what they show.
        await advanceTenantHead(tx, tenantId, { version: head.version + 1n, namesVersion: head.namesVersion })
        return { result: { reasons: reasons.length, promptVersions: promptsOf(reasons) } }
      },
    }
  }

const patternReasonsStay = { kind: 'done', detail: 'the pattern reasons stay' } as const

const placesOf = ({ meetingId, evidence }: UnreasonedTransition) =>
  meetingId === null ? [] : evidence.map((piece) => ({ meetingId, segment: piece.segmentIndex }))

/** Each batch is about one meeting, so that what is kept of it goes when that meeting is deleted. */
const batchesOf = (transitions: readonly UnreasonedTransition[], meetingId: string, size: number): Batch[] => {
  const groups = groupBy(transitions, (transition) => transition.meetingId ?? meetingId)
  return [...groups].flatMap(([id, group]) =>
    Array.from({ length: Math.ceil(group.length / size) }, (_, at) => ({
      ...{ meetingId: id, transitions: group.slice(at * size, (at + 1) * size) },
    })),
  )
}

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
const matched = ({ id, ...verdict }: ReasonVerdict, { transitions }: Batch): Answered['verdicts'] => {
  const transition = transitions[id]
  return transition && verdict.reason.trim() !== '' ? [{ ...verdict, id: transition.id }] : []
}

const promptsOf = (reasons: Answered['verdicts']): string[] => [
  ...new Set(reasons.flatMap((reason) => reason.promptVersion ?? [])),
]

const detailOf = (reasons: Answered['verdicts'], asked: readonly unknown[]): string => {
  const prompts = promptsOf(reasons).join(', ')
  return `${reasons.length} of ${asked.length} reasons${prompts === '' ? '' : ` by ${prompts}`}`
}
