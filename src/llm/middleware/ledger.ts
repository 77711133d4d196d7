import { abortable } from '../abortable.ts'
import type { CallScope, Middleware, ModelCall, ModelReply, TokenUsage } from '../model.ts'
import { ModelError } from '../model-error.ts'
import type { CallOutcome, Observe } from '../observe.ts'
import { noTokens, type Tally } from '../tally.ts'
import { costOf } from '../tokens.ts'

/** One row of the ledger: one call over HTTP, whatever came of it, or one answer that was kept. */
export type CallRecord = {
  at: Date
  scope: CallScope
  task: string
  promptVersion: string
  provider: string
  /** `provider/name` */
  model: string
  servedBy: string | null
  attempt: number
  /** Null: the provider did not say. */
  usage: TokenUsage | null
  priceVersion: string | null
  /** US dollars as a decimal; null: unknown. */
  cost: string | null
  latencyMs: number
  outcome: CallOutcome
  /** Status of an answer over HTTP that was an error. */
  status: number | null
}

export type LedgerDeps = {
  /** Does not reject: a row that could not be written is its own affair. */
  record: (record: CallRecord) => Promise<void>
  observe: Observe
}

/** Writes every call down before its outcome is known to anybody else. The row outlives an abort of the call. */
export const createLedger =
  (deps: LedgerDeps) =>
  (tally: Pick<Tally, 'begin' | 'end'>): Middleware =>
  (next) =>
  async (asked) => {
    const call = { ...asked, attempt: tally.begin() }
    const started = performance.now()
    const write = async (end: End): Promise<void> => {
      const record = toRecord(call, end, performance.now() - started)
      tally.end(record)
      deps.observe(toEvent(record))
      await abortable(deps.record(record), call.signal)
    }
    let reply: ModelReply
    try {
      reply = await next(call)
    } catch (error) {
      await write(endOf(error, call.signal))
      throw error
    }
    await write({ outcome: 'ok', usage: reply.usage, servedBy: reply.servedBy, status: null })
    return reply
  }

type End = Pick<CallRecord, 'outcome' | 'usage' | 'servedBy' | 'status'>

const endOf = (error: unknown, signal: AbortSignal): End => {
  if (error instanceof ModelError)
    return { outcome: error.kind, usage: error.usage, servedBy: error.servedBy, status: error.status ?? null }
  return { outcome: signal.aborted ? 'aborted' : 'network', usage: null, servedBy: null, status: null }
}

const toRecord = (call: ModelCall, end: End, latencyMs: number): CallRecord => {
  const usage = end.usage ?? (refused(end.status) ? noTokens : null)
  return {
    ...recordOf(call),
    ...end,
    usage,
    ...(refused(end.status) && end.usage === null
      ? { cost: '0', priceVersion: call.model.price?.version ?? null }
      : costOf(call.model, usage)),
    latencyMs: Math.round(latencyMs),
  }
}

/** Nobody bills for an answer that is an error status; whatever else came without figures may have cost something. */
const refused = (status: number | null): boolean => status !== null && status >= 400

/** What a record says of its call before anything is known of its end. */
export const recordOf = (call: ModelCall) => ({
  at: new Date(),
  scope: call.scope,
  task: call.task,
  promptVersion: call.promptVersion,
  provider: call.model.provider,
  model: call.model.id,
  attempt: call.attempt,
})

export const toEvent = (record: CallRecord) =>
  ({
    type: 'call',
    model: record.model,
    operation: record.task,
    seconds: record.latencyMs / 1_000,
    outcome: record.outcome,
    usage: record.usage,
    cost: record.cost,
  }) as const
