import type { Middleware, ModelReply } from '../model.ts'

/** Lets only usable answers through: `check` throws a `ModelError` for any other, so that the ledger and the cache know. */
export const checkAnswer =
  (check: (reply: ModelReply) => void): Middleware =>
  (next) =>
  async (call) => {
    const reply = await next(call)
    check(reply)
    return reply
  }
