import { createTurnGate } from './turn-gate.ts'

/** Steps of a strict queue are short transactions: some may wait here for their turn rather than travel. */
const strictRoom = 4

/**
 * How many steps of each queue run at once in this process, wherever they come from: BullMQ, or a predecessor that
 * ended here. Going on with a dependant asks for room; a job that BullMQ has fetched is run in any case, so the bound
 * is soft, except on `strict` queues, where it waits, and the lowest turn goes first.
 */
export const createSlots = (limits: ReadonlyMap<string, number>, strict: ReadonlySet<string>) => {
  const running = new Map<string, number>()
  const gates = new Map([...strict].map((queue) => [queue, createTurnGate(limits.get(queue) ?? 1)] as const))
  let closed = false

  const count = async <T>(queue: string, turn: number, work: () => Promise<T>): Promise<T> => {
    running.set(queue, (running.get(queue) ?? 0) + 1)
    try {
      const gate = gates.get(queue)
      return await (gate ? gate(turn, work) : work())
    } finally {
      running.set(queue, (running.get(queue) ?? 1) - 1)
    }
  }

  return {
    run: count,
    /** Queues of this process that have room; none while it shuts down. */
    open: (): string[] => {
      if (closed) return []
      const hasRoom = ([queue, limit]: [string, number]): boolean =>
        (running.get(queue) ?? 0) < (strict.has(queue) ? limit * strictRoom : limit)
      return [...limits].filter(hasRoom).map(([queue]) => queue)
    },
    close: (): void => {
      closed = true
    },
  }
}

export type Slots = ReturnType<typeof createSlots>
