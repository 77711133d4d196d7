import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLeases } from '../../../src/llm/leases.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('leases', () => {
  it('are renewed together, every three seconds, as long as they are held', async () => {
    const renewed: string[][] = []
    const leases = createLeases<string>({
      renew: async (items) => void renewed.push([...items]),
      everyMs: 3_000,
      failed: () => {},
    })
    const letGo = leases.hold('a')
    leases.hold('b')
    await vi.advanceTimersByTimeAsync(2_999)
    expect(renewed).toEqual([])

    await vi.advanceTimersByTimeAsync(1)
    letGo()
    await vi.advanceTimersByTimeAsync(3_000)

    expect(renewed).toEqual([['a', 'b'], ['b']])
    await leases.stop()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('cost nothing while none is held', async () => {
    const leases = createLeases<string>({ renew: async () => {}, everyMs: 3_000, failed: () => {} })

    leases.hold('a')()

    expect(vi.getTimerCount()).toBe(0)
  })

  it('are tried again after a renewal that failed', async () => {
    const failures: unknown[] = []
    let times = 0
    const leases = createLeases<string>({
      renew: async () => {
        times += 1
        if (times === 1) throw new Error('away')
      },
      everyMs: 3_000,
      failed: (error) => void failures.push(error),
    })
    leases.hold('a')
    await vi.advanceTimersByTimeAsync(6_000)

    expect([times, failures.length]).toEqual([2, 1])
    await leases.stop()
  })
})
