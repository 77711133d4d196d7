import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readStateAsOf } from '../../../src/storage/read-state.ts'
import { inTenant } from '../../../src/storage/tx.ts'
import { aModelWithProjects } from '../../factories/names.ts'
import { acceptMeetings, applyToEnd } from './support/apply-step.ts'
import { useRecordStore } from './support/use-record-store.ts'
import { inOrder, type World } from './support/world.ts'
import { world } from './support/worlds.ts'

const store = useRecordStore()

const model = aModelWithProjects()
const worlds = Number(process.env.TEST_WORLDS ?? 12)

type Change = { entityId: string; dim: string; item: string; to: string | null; validAt: Date; orderKey: string }

/** What the record said when a fact had just arrived: every change that counted then, set aside at that moment. */
type Moment = { at: Date; changes: Change[] }

describe('the two clocks', () => {
  it('answer as a replay of what was known then would', async () => {
    let compared = 0
    await fc.assert(
      fc.asyncProperty(world, fc.noShrink(fc.integer({ min: 1, max: 1_000_000 })), async (facts, order) => {
        const tenantId = await store.addTenant(model)
        for (const moment of await lived(tenantId, facts, order)) compared += await expectReplayed(tenantId, moment)
      }),
      { numRuns: worlds, seed: Number(process.env.TEST_SEED ?? 20_261_121), endOnFailure: true },
    )
    expect(compared).toBeGreaterThan(worlds * 10)
  }, 600_000)
})

/** Lets the facts of a world arrive one by one, and keeps what the record had to be after each. */
async function lived(tenantId: string, facts: World, order: number): Promise<Moment[]> {
  await acceptMeetings(store.inTurn(), tenantId, facts)
  const steps = inOrder(facts, order)
  const moments: Moment[] = []
  for (const step of steps) {
    await applyToEnd(store.inTurn(), tenantId, step)
    moments.push({ at: await betweenMilliseconds(), changes: await changesNow(tenantId) })
  }
  return moments
}

async function changesNow(tenantId: string): Promise<Change[]> {
  const { rows } = await store.admin.query<Change>(
    `SELECT entity_id AS "entityId", dim, item, to_value AS "to", valid_at AS "validAt", order_key AS "orderKey"
       FROM transition WHERE tenant_id = $1 AND superseded_at IS NULL`,
    [tenantId],
  )
  return rows
}

/** A millisecond of the server's clock in which nothing is recorded: what came before is older, what follows is younger. */
async function betweenMilliseconds(): Promise<Date> {
  const { rows } = await store.admin.query<{ at: Date }>(
    `SELECT pg_sleep(0.003), date_trunc('milliseconds', clock_timestamp()) AS at`,
  )
  await store.admin.query('SELECT pg_sleep(0.003)')
  const at = rows[0]?.at
  if (at === undefined) throw new Error('the server did not tell the time')
  return at
}

/** Compares every entity at every time at which something happened, and before and after all of it. */
async function expectReplayed(tenantId: string, { at: knownAt, changes }: Moment): Promise<number> {
  const times = [...new Set(changes.map((row) => row.validAt.getTime()))].sort()
  const instants = [Date.UTC(2020, 0), ...times, Date.UTC(2030, 0)].map((ms) => new Date(ms))
  const ids = [...new Set(changes.map((row) => row.entityId))]
  return inTenant(store.inTurn().db, tenantId, async (tx) => {
    for (const entityId of ids)
      for (const validAt of instants) {
        const rows = await readStateAsOf(tx, tenantId, entityId, { validAt, knownAt })
        const found = rows.map((row) => [row.dim, row.item, row.value, row.since])
        expect({ entityId, validAt, found }).toEqual({ entityId, validAt, found: replayed(changes, entityId, validAt) })
      }
    return ids.length * instants.length
  })
}

/** The plain way: all changes of the entity in order, up to that time. */
function replayed(changes: readonly Change[], entityId: string, validAt: Date): unknown[] {
  const state = new Map<string, Change>()
  const history = changes
    .filter((row) => row.entityId === entityId && row.validAt <= validAt)
    .sort((one, other) => compare(one.orderKey, other.orderKey))
  for (const row of history) state.set(JSON.stringify([row.dim, row.item]), row)
  return [...state.values()]
    .filter((row) => row.to !== null)
    .sort((one, other) => compare(one.dim, other.dim) || compare(one.item, other.item))
    .map((row) => [row.dim, row.item, row.to, row.validAt])
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
