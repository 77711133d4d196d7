type Waiting = { tenantId: string; turn: number; enter: () => void }

/**
 * Lets so many in at once, of one tenant all but one, so that whoever comes beside a flood finds a place. Of those that
 * may enter the one with the lowest turn is next, and among equals who came first.
 */
export const createTurnGate = (limit: number) => {
  const share = Math.max(1, limit - 1)
  const line: Waiting[] = []
  /** The tenant of each that is in. */
  const inside: string[] = []

  const mayEnter = ({ tenantId }: Waiting): boolean => inside.filter((one) => one === tenantId).length < share

  const letIn = (): void => {
    while (inside.length < limit) {
      const next = line.findIndex(mayEnter)
      const [one] = next < 0 ? [] : line.splice(next, 1)
      if (!one) return
      inside.push(one.tenantId)
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
    inside.splice(inside.indexOf(tenantId), 1)
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
