/**
 * Lets so many in at once. Of those that wait the one with the lowest turn is next, and among equals who came first.
 */
export const createTurnGate = (limit: number) => {
  const line: { turn: number; enter: () => void }[] = []
  let inside = 0

  const leave = (): void => {
    const next = line.shift()
    if (next) next.enter()
    else inside -= 1
  }

  const enter = (turn: number): Promise<void> | undefined => {
    if (inside < limit) {
      inside += 1
      return undefined
    }
    return new Promise((resolve) => {
      const behind = line.findIndex((one) => one.turn > turn)
      line.splice(behind < 0 ? line.length : behind, 0, { turn, enter: resolve })
    })
  }

  return async <T>(turn: number, work: () => Promise<T>): Promise<T> => {
    await enter(turn)
    try {
      return await work()
    } finally {
      leave()
    }
  }
}
