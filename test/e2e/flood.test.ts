import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { syntheticMeeting } from '../../bench/workload.ts'
import { type Cluster, startCluster } from '../support/cluster.ts'

const meetings = 90
const clients = 30
const shape = { people: 3, entities: 4, changes: 4 }

let cluster: Cluster
beforeAll(async () => {
  const env = { ADMISSION_WINDOW: '8', MAX_WAITING_PER_TENANT: '15' }
  cluster = await startCluster({ backend: 'postgres', workers: 1, env })
}, 120_000)
afterAll(() => cluster?.stop())

it('a flood that obeys Retry-After gets done with few refusals, and reads are answered meanwhile', async () => {
  const refusals: number[] = new Array(meetings).fill(0)
  const told: number[] = []
  const others: number[] = []
  let next = 0
  const lane = async (): Promise<void> => {
    for (let n = next++; n < meetings; n = next++) {
      for (;;) {
        const { status, headers } = await cluster.call('POST', '/v1/meetings', syntheticMeeting(n, shape, 'FLOOD'))
        if (status < 300) break
        if (status !== 429) others.push(status)
        refusals[n] = (refusals[n] ?? 0) + 1
        const seconds = Number(headers.get('retry-after'))
        told.push(seconds)
        await sleep(seconds * 1_000)
      }
    }
  }
  let over = false
  const reads: { status: number; ms: number }[] = []
  const reader = (async () => {
    while (!over) {
      const startedAt = performance.now()
      const { status } = await cluster.call('GET', '/v1/meetings?limit=10')
      reads.push({ status, ms: performance.now() - startedAt })
      await sleep(200)
    }
  })()
  await Promise.all(Array.from({ length: clients }, lane))
  over = true
  await reader

  const total = refusals.reduce((sum, n) => sum + n, 0)
  process.stdout.write(
    `flood: ${total} refusals of ${meetings} meetings, at most ${Math.max(...refusals)} of one, told ${Math.min(...told)} to ` +
      `${Math.max(...told)} s; ${reads.length} reads, slowest ${Math.round(Math.max(...reads.map((read) => read.ms)))} ms\n`,
  )
  expect(others).toEqual([])
  expect(total).toBeGreaterThan(0)
  expect(told.every((seconds) => seconds >= 1 && seconds <= 60)).toBe(true)
  expect(total).toBeLessThanOrEqual(3 * meetings)
  expect(new Set(reads.map((read) => read.status))).toEqual(new Set([200]))
})
