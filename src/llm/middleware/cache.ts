import { createHash, randomUUID } from 'node:crypto'
import { stableJson } from '../../domain/stable-json.ts'
import { abortable } from '../abortable.ts'
import type { Leases } from '../leases.ts'
import type { Middleware, ModelCall, ModelReply } from '../model.ts'
import { wait } from '../wait.ts'

/** A question of one tenant, by everything that decides its answer, and who claims to be asking it. */
export type AnswerClaim = { tenantId: string; key: string; holder: string }

export type AnswerStore = {
  /** `mine`: nobody asks, so this holder does. `taken`: somebody else is asking just now. */
  claim: (claim: AnswerClaim & { meetingId: string | null }) => Promise<'mine' | 'taken' | ModelReply>
  /** Does not reject: an answer that could not be kept is an answer all the same. */
  keep: (claim: AnswerClaim, reply: ModelReply) => Promise<void>
  /** Lets the next one ask; an answer that is kept stays. */
  release: (claim: AnswerClaim) => Promise<void>
}

export type CacheDeps = {
  store: AnswerStore
  /** Keeps claims alive while somebody is asking. */
  leases: Leases<AnswerClaim>
  hit: (call: ModelCall, waitedMs: number) => Promise<void>
  miss: () => void
  /** Runs on when nobody waits for it any more. */
  background: (work: Promise<unknown>) => void
  /** From 0 to 1. */
  random: () => number
}

const lookAgainMs = 100

/**
 * Answers from what was answered before, and lets one of all processes ask while the others wait for its answer: the
 * same question is paid for once. Only usable answers come this far.
 */
export const createCache =
  (deps: CacheDeps): Middleware =>
  (next) =>
  async (call) => {
    const claim = { tenantId: call.scope.tenantId, key: keyOf(call), holder: randomUUID() }
    const started = performance.now()
    for (;;) {
      const claiming = deps.store.claim({ ...claim, meetingId: call.scope.meetingId })
      const answer = await abortable(claiming, call.signal).catch((error) => {
        // A claim that arrives after the caller has gone must not hold up anybody.
        if (call.signal.aborted)
          deps.background(claiming.then((late) => (late === 'mine' ? deps.store.release(claim) : undefined)))
        throw error
      })
      if (answer === 'mine') {
        deps.miss()
        return await ask(claim, () => next(call))
      }
      if (answer !== 'taken') {
        await deps.hit(call, performance.now() - started)
        return answer
      }
      await wait(lookAgainMs * (0.5 + deps.random()), call.signal)
    }

    async function ask(mine: AnswerClaim, question: () => Promise<ModelReply>): Promise<ModelReply> {
      const letGo = deps.leases.hold(mine)
      let reply: ModelReply
      try {
        reply = await question()
      } catch (error) {
        letGo()
        deps.background(deps.store.release(mine))
        throw error
      }
      // Paid for: it is kept even when nobody waits for it any more.
      const keeping = deps.store.keep(mine, reply).finally(letGo)
      deps.background(keeping)
      await abortable(keeping, call.signal)
      return reply
    }
  }

const keyOf = ({ model, request }: ModelCall): string =>
  createHash('sha256')
    .update(
      stableJson([
        model.id,
        request.messages,
        request.schema,
        request.schema === null ? null : model.structured,
        model.temperature ? request.temperature : null,
        request.maxOutputTokens,
      ]),
    )
    .digest('hex')
