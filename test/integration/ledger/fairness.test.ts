import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Processor } from '../../../processors/outcome.ts'
import { stepNames } from '../../../queues/catalog.ts'
import { newId } from '../../../src/platform/ids.ts'
import { until } from '../../support/ledger.ts'
import { backends, isAvailable, openQueues, type TestQueues } from '../../support/queues.ts'

const workMs = 100
/** A step that waits, as for a model. */
const waits: Processor = async ({ signal }) => {
  await sleep(workMs, undefined, { signal })
  return { kind: 'done' }
}
const processors = Object.fromEntries(stepNames.map((name) => [name, waits]))
const flood = 200
const few = 10

describe.each(backends.filter(isAvailable))('on %s', (backend) => {
  let queues: TestQueues
  beforeAll(async () => {
    queues = await openQueues(backend)
    await queues.startWorker(processors, { reconcilesAtOnce: 4 })
  })
  afterAll(() => queues.close())

  const submitMany = async (count: number, options: { tenantId: string; priority?: string }): Promise<string[]> => {
    const ids: string[] = []
    const lane = async (): Promise<void> => {
      while (ids.length < count) {
        const at = ids.push('') - 1
        ids[at] = (await queues.submit({ ...options, window: 64 })).runId
      }
    }
    await Promise.all(Array.from({ length: 6 }, lane))
    return ids
  }
  /** Accept to done of these runs in milliseconds, the longest last. */
  const durations = async (ids: readonly string[]): Promise<number[]> => {
    const { rows } = await queues.ledger.admin.query<{ ms: number }>(
      `SELECT (extract(epoch FROM finished_at - created_at) * 1000)::float8 AS ms FROM run
        WHERE id = ANY ($1::uuid[]) AND finished_at IS NOT NULL ORDER BY 1`,
      [ids],
    )
    return rows.map((row) => row.ms)
  }
  const ended = (ids: readonly string[]) =>
    until(async () => {
      const found = await durations(ids)
      return found.length === ids.length && found
    }, 60_000)
  const open = async (tenantId: string): Promise<number> => {
    const { rows } = await queues.ledger.admin.query(
      'SELECT count(*)::int AS n FROM run WHERE tenant_id = $1 AND finished_at IS NULL',
      [tenantId],
    )
    return rows[0].n
  }
  const drop = () =>
    queues.ledger.admin.query(`UPDATE run SET finished_at = now(), status = 'cancelled' WHERE finished_at IS NULL`)

  it('a tenant with a few meetings hardly notices another one with very many', async () => {
    const [noisy, quiet] = [newId(), newId()]
    await ended(await submitMany(few, { tenantId: quiet }))
    const idle = await ended(await submitMany(few, { tenantId: quiet }))
    await submitMany(flood, { tenantId: noisy })
    const beside = await ended(await submitMany(few, { tenantId: quiet }))
    const left = await open(noisy)
    await drop()

    process.stdout.write(
      `${backend}: quiet tenant ${Math.round(idle.at(-1) ?? 0)} ms alone, ${Math.round(beside.at(-1) ?? 0)} ms beside ${left}\n`,
    )
    expect(left, 'the flood lasted longer').toBeGreaterThan(64)
    expect(beside.at(-1)).toBeLessThan(2 * (idle.at(-1) ?? 0))
  })

  it('a live meeting goes before a hundred of its own tenant that fill up', async () => {
    const tenantId = newId()
    const [alone = 0] = await ended(await submitMany(1, { tenantId, priority: 'live' }))
    await submitMany(100, { tenantId, priority: 'backfill' })
    const [beside = 0] = await ended(await submitMany(1, { tenantId, priority: 'live' }))
    const left = await open(tenantId)
    await drop()

    process.stdout.write(`${backend}: live ${Math.round(alone)} ms alone, ${Math.round(beside)} ms beside ${left}\n`)
    expect(left, 'the others lasted longer').toBeGreaterThan(20)
    expect(beside).toBeLessThan(2 * alone)
  })

  it('tenants that all have work waiting get even shares, however unequal their backlogs are', async () => {
    const tenants = [newId(), newId(), newId()]
    const backlogs = [flood, 60, 60]
    await Promise.all(tenants.map((tenantId, index) => submitMany(backlogs[index] ?? 0, { tenantId })))
    const done = await until(async () => {
      const { rows } = await queues.ledger.admin.query<{ n: number }>(
        `SELECT count(*) FILTER (WHERE finished_at IS NOT NULL)::int AS n FROM run
          WHERE tenant_id = ANY ($1::uuid[]) GROUP BY tenant_id`,
        [tenants],
      )
      const counts = rows.map((row) => row.n)
      return Math.max(...counts) >= 50 && counts
    }, 60_000)
    await drop()

    expect(jain(done)).toBeGreaterThanOrEqual(0.95)
  })
})

/** Jain's index: 1 where all have the same. */
const jain = (shares: readonly number[]): number =>
  shares.reduce((sum, share) => sum + share, 0) ** 2 /
  (shares.length * shares.reduce((sum, share) => sum + share ** 2, 0))
