import { randomUUID } from 'node:crypto'
import pLimit, { type LimitFunction } from 'p-limit'
import { abortable } from '../abortable.ts'
import type { Leases } from '../leases.ts'
import type { Middleware, ModelCall, TokenUsage } from '../model.ts'
import { ModelError } from '../model-error.ts'
import { wait } from '../wait.ts'

export type Slot = { provider: string; holder: string }

/** What came of a call, as far as the limits of its provider care. */
export type SlotEnd = {
  /** Tokens that it took beyond those that were reserved; negative: fewer. */
  moreTokens: number
  /** It was told to slow down, with or without saying for how long. */
  rateLimited: { retryAfterMs: number | null } | null
  answered: boolean
}

/** Limits of providers that hold for all processes together. */
export type SharedLimits = {
  /**
   * One short statement. A wait of 0: admitted, and a call in flight is counted for this slot until it is settled. `why`
   * names the limit; `calls`: as many are in flight as may be.
   */
  admit: (slot: Slot, tokens: number) => Promise<{ waitMs: number; why: string | null }>
  settle: (slot: Slot, end: SlotEnd) => Promise<void>
}

export type LimitsDeps = {
  shared: SharedLimits
  /** Keeps slots alive while calls are in flight. */
  leases: Leases<Slot>
  /** Calls at once in this process. */
  parallelCalls: number
  /** Given up when a provider has let nobody of this process through for so long. */
  longestWaitMs: number
  /** Tokens to reserve for a call. */
  estimateTokens: (call: ModelCall) => number
  background: (work: Promise<unknown>) => void
  /** From 0 to 1. */
  random: () => number
}

/**
 * Lets a call through when both this process and the provider have room for it. Of each provider only the first in line
 * of this process asks the others, so that a long line costs no more questions than a short one, and nobody is overtaken.
 * A place in this process comes first: what the provider has let through is not left lying.
 */
export const createLimits = (deps: LimitsDeps): Middleware => {
  const places = pLimit(deps.parallelCalls)
  const lines = new Map<string, Line>()
  const lineOf = (provider: string): Line => {
    const known = lines.get(provider) ?? {
      door: pLimit(1),
      freed: new AbortController(),
      refusedSince: 0,
      refusedAt: -Infinity,
    }
    lines.set(provider, known)
    return known
  }

  return (next) => (call) => {
    const line = lineOf(call.model.provider)
    const slot = { provider: call.model.provider, holder: randomUUID() }
    const turn = new Promise<Awaited<ReturnType<typeof next>>>((resolve, reject) => {
      const enter = async (leaveDoor: () => void): Promise<void> => {
        try {
          call.signal.throwIfAborted()
          const tokens = deps.estimateTokens(call)
          await admission(deps, line, slot, tokens, call.signal)
          leaveDoor()
          resolve(await fly(() => next(call), line, slot, tokens))
        } catch (error) {
          reject(error)
        } finally {
          leaveDoor()
        }
      }
      void line.door(() => new Promise<void>((leaveDoor) => void places(enter, leaveDoor)))
    })
    return abortable(turn, call.signal)
  }

  async function fly<Reply extends { usage: TokenUsage | null }>(
    work: () => Promise<Reply>,
    line: Line,
    slot: Slot,
    tokens: number,
  ): Promise<Reply> {
    const letGo = deps.leases.hold(slot)
    const settle = (usage: TokenUsage | null, end: Omit<SlotEnd, 'moreTokens'>): void => {
      letGo()
      const moreTokens = usage === null ? 0 : usage.input + usage.cacheRead + usage.cacheWrite + usage.output - tokens
      deps.background(deps.shared.settle(slot, { moreTokens, ...end }).finally(() => wakeFirst(line)))
    }
    try {
      const reply = await work()
      settle(reply.usage, { rateLimited: null, answered: true })
      return reply
    } catch (error) {
      const failure = error instanceof ModelError ? error : null
      const limited = failure?.kind === 'rate_limited' ? { retryAfterMs: failure.retryAfterMs ?? null } : null
      settle(failure?.usage ?? null, { rateLimited: limited, answered: false })
      throw error
    }
  }
}

/** Those of this process that want to ask one provider. */
type Line = {
  door: LimitFunction
  /** Aborted when a call of this process has ended, for the first in line to look again. */
  freed: AbortController
  /** Since when nobody was let through, and when somebody was refused last. */
  refusedSince: number
  refusedAt: number
}

const wakeFirst = (line: Line): void => {
  line.freed.abort()
  line.freed = new AbortController()
}

/** A line that nobody was refused in for so long is a new one. */
const forgottenMs = 5_000
const longestNapMs = 1_000

const admission = async (
  deps: LimitsDeps,
  line: Line,
  slot: Slot,
  tokens: number,
  signal: AbortSignal,
): Promise<void> => {
  const leave = (reserved: number): Promise<void> =>
    deps.shared.settle(slot, { moreTokens: -reserved, rateLimited: null, answered: false })
  for (;;) {
    const { freed } = line
    const asking = deps.shared.admit(slot, tokens)
    try {
      const { waitMs, why } = await abortable(asking, signal)
      const now = performance.now()
      if (waitMs <= 0) {
        line.refusedAt = -Infinity
        return
      }
      if (now - line.refusedAt > forgottenMs) line.refusedSince = now
      line.refusedAt = now
      if (now + waitMs - line.refusedSince > deps.longestWaitMs)
        throw new ModelError('limit_wait', `${slot.provider} lets nobody through (${why}) for ${waitMs} ms more`)
      await nap(
        Math.min(waitMs, longestNapMs) * (1 + deps.random() / 10),
        why === 'calls' ? freed.signal : null,
        signal,
      )
    } catch (error) {
      deps.background(asking.then(({ waitMs }) => leave(waitMs <= 0 ? tokens : 0)))
      throw error
    }
  }
}

const nap = async (milliseconds: number, woken: AbortSignal | null, signal: AbortSignal): Promise<void> => {
  try {
    await wait(milliseconds, woken === null ? signal : AbortSignal.any([woken, signal]))
  } catch {
    signal.throwIfAborted()
  }
}
