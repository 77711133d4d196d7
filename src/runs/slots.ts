import { createTurnGate } from './turn-gate.ts'

/** Steps of a strict queue are short transactions: some may wait here for their turn rather than travel. */
const strictRoom = 4

/** Whose step it is, and its place among those that wait: lower first. */
type Place = { tenantId: string; turn: number }

/**
 * How many steps of each queue run at once in this process, wherever they come from: BullMQ, or a predecessor that
 * ended here. Going on with a dependant asks for room; a job that BullMQ has fetched is run in any case, so the bound
 * is soft, except on `strict` queues, where it waits for its turn (see `createTurnGate`). Of a tenant that has no step
 * of a queue here one may always go on, so that the few of one do not travel behind the many of another.
 */
export const createSlots = (limits: ReadonlyMap<string, number>, strict: ReadonlySet<string>) => {
  const running = new Map<string, string[]>()
  const gates = new Map([...strict].map((queue) => [queue, createTurnGate(limits.get(queue) ?? 1)] as const))
  let closed = false

  const tenantsOn = (queue: string): string[] => running.get(queue) ?? []

  const run = async <T>(queue: string, place: Place, work: () => Promise<T>): Promise<T> => {
    running.set(queue, [...tenantsOn(queue), place.tenantId])
    try {
      const gate = gates.get(queue)
      return await (gate ? gate(place, work) : work())
    } finally {
      const left = tenantsOn(queue)
      running.set(queue, left.toSpliced(left.indexOf(place.tenantId), 1))
    }
  }

  return {
    run,
    /** Queues of this process that have room for a step of the tenant; none while it shuts down. */
    open: (tenantId: string): string[] => {
      if (closed) return []
      const hasRoom = ([queue, limit]: [string, number]): boolean => {
        const tenants = tenantsOn(queue)
        return tenants.length < (strict.has(queue) ? limit * strictRoom : limit) || !tenants.includes(tenantId)
      }
      return [...limits].filter(hasRoom).map(([queue]) => queue)
    },
    close: (): void => {
      closed = true
    },
  }
}

export type Slots = ReturnType<typeof createSlots>
