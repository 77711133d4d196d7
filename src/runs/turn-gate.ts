type Waiting = { tenantId: string; turn: number; enter: () => void }

/**
 * Lets so many in at once, of one tenant all but one, so that whoever comes beside a flood finds a place. Of those that
 * may enter the one with the lowest turn is next, and among equals who came first.
 */
export const createTurnGate = (limit: number) => {
  const share = Math.max(1, limit - 1)
  const line: Waiting[] = []
  const inside = new Map<string, number>()
  let taken = 0

  const countOf = (tenantId: string): number => inside.get(tenantId) ?? 0

  const letIn = (): void => {
    while (taken < limit) {
      const next = line.findIndex((one) => countOf(one.tenantId) < share)
      const [one] = next < 0 ? [] : line.splice(next, 1)
      if (!one) return
      taken += 1
      inside.set(one.tenantId, countOf(one.tenantId) + 1)
      one.enter()
    }
  }

  const enter = (tenantId: string, turn: number): Promise<void> =>
    new Promise((resolve) => {
      const behind = line.findIndex((one) => one.turn > turn)
      line.splice(behind < 0 ? line.length : behind, 0, { tenantId, turn, enter: resolve })
      letIn()
    })

  const leave = (tenantId: string): void => {
    taken -= 1
    const left = countOf(tenantId) - 1
    if (left > 0) inside.set(tenantId, left)
    else inside.delete(tenantId)
    letIn()
  }

  return async <T>({ tenantId, turn }: { tenantId: string; turn: number }, work: () => Promise<T>): Promise<T> => {
    await enter(tenantId, turn)
    try {
      return await work()
    } finally {
      leave(tenantId)
    }
  }
}
