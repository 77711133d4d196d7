import { AppError } from '../../domain/errors.ts'

export type Turns = {
  /** Takes a place, or refuses. What is answered gives the place back, once. */
  enter: (tenantId: string) => () => void
}

const retryAfterMs = 5_000

/** At most so many exports of one tenant at once in this process: each keeps a page in memory for as long as it lasts. */
export const createTurns = (most: number): Turns => {
  const under = new Map<string, number>()
  return {
    enter: (tenantId) => {
      const now = under.get(tenantId) ?? 0
      if (now >= most)
        throw new AppError('rate_limited', `At most ${most} exports of one tenant go on at once.`, { retryAfterMs })
      under.set(tenantId, now + 1)
      let left = false
      return () => {
        if (left) return
        left = true
        const rest = (under.get(tenantId) ?? 1) - 1
        if (rest > 0) under.set(tenantId, rest)
        else under.delete(tenantId)
      }
    },
  }
}
