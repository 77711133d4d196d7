import { describe, expect, it } from 'vitest'
import { createLogger } from '../../../src/platform/logger.ts'
import type { Backlog } from '../../../src/storage/read-backlog.ts'
import { createRefuseOverload } from '../../../src/usecases/meetings/backpressure.ts'

const log = createLogger({ level: 'silent', format: 'json' }, 'test')

const start = (limits = { waitingPerTenant: 10, waitingTotal: 20 }) => {
  let rows: Backlog[] = []
  let nowMs = 1_000_000
  let reads = 0
  const refuse = createRefuseOverload({
    ...{ limits, log, now: () => new Date(nowMs) },
    readBacklog: async () => {
      reads++
      return rows
    },
  })
  return {
    refuse,
    reads: () => reads,
    /** Time goes on, the backlog is read behind a request, and the next request sees it. */
    become: async (after: Backlog[], passedMs: number) => {
      rows = after
      nowMs += passedMs
      await refuse('nobody').catch(() => undefined)
      await new Promise(setImmediate)
    },
  }
}

describe('refuseOverload', () => {
  it('lets through what is below the limits, and asks at most once a second', async () => {
    const { refuse, become, reads } = start()
    await become([{ tenantId: 'a', waiting: 9, stillWaiting: 9 }], 0)

    await expect(refuse('a')).resolves.toBeUndefined()
    await expect(refuse('b')).resolves.toBeUndefined()
    expect(reads()).toBe(1)
  })

  it('refuses the tenant whose own runs wait, and nobody else', async () => {
    const { refuse, become } = start()
    await become([{ tenantId: 'a', waiting: 10, stillWaiting: 10 }], 0)

    await expect(refuse('a')).rejects.toMatchObject({ code: 'rate_limited' })
    await expect(refuse('b')).resolves.toBeUndefined()
  })

  it('refuses everybody when all together wait', async () => {
    const { refuse, become } = start({ waitingPerTenant: 100, waitingTotal: 20 })
    await become([{ tenantId: 'a', waiting: 25, stillWaiting: 25 }], 0)

    await expect(refuse('b')).rejects.toMatchObject({ code: 'overloaded' })
  })

  it('tells when to come back from the rate at which the backlog shrinks', async () => {
    const { refuse, become } = start()
    await become([{ tenantId: 'a', waiting: 40, stillWaiting: 40 }], 0)
    await become([{ tenantId: 'a', waiting: 29, stillWaiting: 20 }], 2000)

    // 20 of 40 went in 2 s, and 20 have to go before there is room.
    await expect(refuse('a')).rejects.toMatchObject({ retryAfterMs: 2000 })
  })

  it('tells each of many another time, as far apart as there is room for them', async () => {
    const { refuse, become } = start()
    await become([{ tenantId: 'a', waiting: 40, stillWaiting: 40 }], 0)
    await become([{ tenantId: 'a', waiting: 29, stillWaiting: 20 }], 2000)

    const told: number[] = []
    for (let n = 0; n < 4; n++) await refuse('a').catch((error) => told.push(error.retryAfterMs))
    expect(told).toEqual([2000, 2100, 2200, 2300])
  })

  it('forgets a tenant once nothing of it waits', async () => {
    const { refuse, become } = start()
    await become([{ tenantId: 'a', waiting: 12, stillWaiting: 12 }], 0)
    await become([], 2000)

    await expect(refuse('a')).resolves.toBeUndefined()
  })

  it('waits a minute at most, when nothing moves', async () => {
    const { refuse, become } = start()
    await become([{ tenantId: 'a', waiting: 1000, stillWaiting: 1000 }], 0)
    await expect(refuse('a')).rejects.toMatchObject({ retryAfterMs: 5_000 })
    for (const [passedMs, retryAfterMs] of [
      [2_000, 5_000],
      [18_000, 20_000],
      [100_000, 60_000],
    ] as const) {
      await become([{ tenantId: 'a', waiting: 1000, stillWaiting: 1000 }], passedMs)
      await expect(refuse('a')).rejects.toMatchObject({ retryAfterMs })
    }
  })
})
