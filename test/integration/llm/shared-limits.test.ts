import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../../src/storage/client.ts'
import {
  admitModelCall,
  renewModelSlots,
  type SharedLimitRow,
  settleModelCall,
} from '../../../src/storage/model-limits.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'

const unlimited = { rpm: null, tpm: null, calls: null }
const answered = { moreTokens: 0, rateLimited: null, answered: true }
const refused = (retryAfterMs: number | null) => ({ moreTokens: 0, rateLimited: { retryAfterMs }, answered: false })

let database: TestDatabase
const open: Database[] = []
const connect = (): Database => {
  const db = openDatabase({ url: database.url, poolSize: 4, poolTimeoutMs: 10_000 })
  open.push(db)
  return db
}
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(async () => {
  for (const db of open) await db.close()
  await database.drop()
})

/** A provider of its own, so that no test sees another's. */
const provider = (limits: Partial<SharedLimitRow>) => {
  const name = randomUUID()
  const all = { ...unlimited, ...limits }
  const slotOf = (holder: string) => ({ provider: name, holder })
  return {
    name,
    admit: (db: Database, holder: string = randomUUID(), tokens = 0) => admitModelCall(db, slotOf(holder), all, tokens),
    settle: (db: Database, holder: string, end: Parameters<typeof settleModelCall>[3] = answered) =>
      settleModelCall(db, slotOf(holder), all, end),
    renew: (db: Database, holders: string[]) => renewModelSlots(db, holders.map(slotOf)),
    /** As if so much time had passed. */
    age: (db: Database, seconds: number) =>
      db.app.$transaction([
        db.app
          .$executeRaw`UPDATE model_slot SET lease_until = lease_until - ${seconds} * interval '1 second' WHERE provider = ${name}`,
        db.app.$executeRaw`UPDATE model_limit SET cool_until = cool_until - ${seconds} * interval '1 second',
        requests_at = requests_at - ${seconds} * interval '1 second', tokens_at = tokens_at - ${seconds} * interval '1 second'
        WHERE provider = ${name}`,
      ]),
  }
}

describe('calls in flight', () => {
  it('are never more than allowed, whichever process asks', async () => {
    const one = provider({ calls: 3 })
    const processes = [connect(), connect(), connect()]

    const asked = await Promise.all(processes.flatMap((db) => Array.from({ length: 8 }, () => one.admit(db))))

    expect(asked.filter(({ waitMs }) => waitMs === 0)).toHaveLength(3)
    expect(new Set(asked.filter(({ waitMs }) => waitMs > 0).map(({ why }) => why))).toEqual(new Set(['calls']))
  })

  it('make room when they end', async () => {
    const [db, one, first, second] = [connect(), provider({ calls: 1 }), randomUUID(), randomUUID()]
    await one.admit(db, first)
    expect((await one.admit(db, second)).waitMs).toBeGreaterThan(0)

    await one.settle(db, first)

    expect(await one.admit(db, second)).toEqual({ waitMs: 0, why: null })
  })

  it('go to who has waited longest', async () => {
    const [db, one, flying, early, late] = [connect(), provider({ calls: 1 }), randomUUID(), randomUUID(), randomUUID()]
    await one.admit(db, flying)
    await one.admit(db, early)
    await one.admit(db, late)
    await one.settle(db, flying)

    expect((await one.admit(db, late)).waitMs).toBeGreaterThan(0)
    expect((await one.admit(db, early)).waitMs).toBe(0)
  })

  it('are no longer counted ten seconds after their process has renewed them last', async () => {
    const [db, one, dead, alive] = [connect(), provider({ calls: 2 }), randomUUID(), randomUUID()]
    await one.admit(db, dead)
    await one.admit(db, alive)
    await one.age(db, 11)
    await one.renew(db, [alive])

    expect((await one.admit(db)).waitMs).toBe(0)
    expect((await one.admit(db)).waitMs).toBeGreaterThan(0)
  })

  it('do not wait for somebody in line who is gone', async () => {
    const [db, one, flying, gone] = [connect(), provider({ calls: 1 }), randomUUID(), randomUUID()]
    await one.admit(db, flying)
    await one.admit(db, gone)
    await one.settle(db, flying)
    expect((await one.admit(db)).waitMs).toBeGreaterThan(0)

    await one.age(db, 5)

    expect((await one.admit(db)).waitMs).toBe(0)
  })
})

describe('calls in a minute', () => {
  it('come in a burst of a tenth, then at a pace that never passes the limit', async () => {
    const [db, one] = [connect(), provider({ rpm: 60 })]
    const burst = await Promise.all(Array.from({ length: 6 }, () => one.admit(db)))
    const next = await one.admit(db, 'aaaaaaaa-0000-4000-8000-000000000000')

    expect(burst.every(({ waitMs }) => waitMs === 0)).toBe(true)
    expect(next.why).toBe('requests')
    expect(next.waitMs).toBeGreaterThan(600)
    expect(next.waitMs).toBeLessThanOrEqual(60_000 / 55)
  })

  it('are told how long to wait, to the millisecond', async () => {
    const [db, one, holder] = [connect(), provider({ rpm: 1 }), randomUUID()]
    await one.admit(db)
    const { waitMs } = await one.admit(db, holder)
    expect(waitMs).toBeGreaterThan(59_000)

    await one.age(db, 58)
    await one.admit(db, holder)
    await one.age(db, 2)

    expect((await one.admit(db, holder)).waitMs).toBe(0)
  })

  it('wait longer behind others', async () => {
    const [db, one] = [connect(), provider({ rpm: 6 })]
    await one.admit(db)

    const first = await one.admit(db)
    const second = await one.admit(db)

    expect(second.waitMs - first.waitMs).toBeGreaterThan(9_000)
  })
})

describe('tokens in a minute', () => {
  it('let a call through for what was used before it, not for its own size', async () => {
    const [db, one] = [connect(), provider({ tpm: 1_000 })]

    expect((await one.admit(db, randomUUID(), 5_000)).waitMs).toBe(0)
    const next = await one.admit(db, randomUUID(), 1)

    expect(next.why).toBe('tokens')
    expect(next.waitMs).toBeGreaterThan(300_000)
  })

  it('are corrected by what a call really took', async () => {
    const [db, one, holder] = [connect(), provider({ tpm: 1_000 }), randomUUID()]
    await one.admit(db, holder, 5_000)

    await one.settle(db, holder, { ...answered, moreTokens: -4_950 })

    expect((await one.admit(db, randomUUID(), 1)).waitMs).toBe(0)
  })

  it('that a call took beyond its estimate hold up the next', async () => {
    const [db, one, holder] = [connect(), provider({ tpm: 1_000 }), randomUUID()]
    await one.admit(db, holder, 0)

    await one.settle(db, holder, { ...answered, moreTokens: 3_000 })

    expect((await one.admit(db, randomUUID(), 1)).waitMs).toBeGreaterThan(60_000)
  })
})

describe('a provider that asks for a rest', () => {
  it('gets it from every process, for as long as it says', async () => {
    const [here, there, one] = [connect(), connect(), provider({})]
    await one.settle(here, randomUUID(), refused(7_000))

    const asked = await one.admit(there)

    expect(asked.why).toBe('cooling')
    expect(asked.waitMs).toBeGreaterThan(6_000)
    expect(asked.waitMs).toBeLessThanOrEqual(7_000)
  })

  it('gets a longer one each time it does not say, and a short one after it has answered', async () => {
    const [db, one, holder] = [connect(), provider({}), randomUUID()]
    const rests: number[] = []
    for (let time = 0; time < 4; time += 1) {
      await one.settle(db, holder, refused(null))
      rests.push(Math.ceil((await one.admit(db)).waitMs / 1_000))
      await one.age(db, 60)
    }
    await one.settle(db, holder)
    await one.settle(db, holder, refused(null))

    expect(rests).toEqual([1, 2, 4, 8])
    expect(Math.ceil((await one.admit(db)).waitMs / 1_000)).toBe(1)
  })

  it('is understood once when it refuses many calls at once', async () => {
    const [db, one] = [connect(), provider({})]

    await Promise.all(Array.from({ length: 10 }, () => one.settle(db, randomUUID(), refused(null))))
    await one.age(db, 60)
    await one.settle(db, randomUUID(), refused(null))

    expect(Math.ceil((await one.admit(db)).waitMs / 1_000)).toBe(2)
  })

  it('is asked again after a quarter of an hour, whatever it says', async () => {
    const [db, one] = [connect(), provider({})]

    await one.settle(db, randomUUID(), refused(86_400_000))

    expect((await one.admit(db)).waitMs).toBeLessThanOrEqual(900_000)
  })
})
