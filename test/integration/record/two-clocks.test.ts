import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RebuiltRecord, rebuildAll } from '../../../src/domain/record/rebuild.ts'
import { readStateAsOf } from '../../../src/storage/read-state.ts'
import { inTenant } from '../../../src/storage/tx.ts'
import { aModel } from '../../factories/names.ts'
import { acceptMeetings, applyStep, respotLater } from './support/apply-step.ts'
import { liveFacts } from './support/facts.ts'
import { type Applier, openRecordStore, type RecordStore } from './support/record-store.ts'
import { inOrder, type World } from './support/world.ts'
import { world } from './support/worlds.ts'

let store: RecordStore
let applier: Applier
beforeAll(async () => {
  store = await openRecordStore()
  applier = store.applier()
})
afterAll(() => store.close())

const model = aModel()
const worlds = Number(process.env.TEST_WORLDS ?? 12)

/** What the record was when a fact had just arrived. */
type Moment = { at: Date; record: RebuiltRecord }

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
  await acceptMeetings(applier, tenantId, facts)
  const steps = inOrder(facts, order)
  const moments: Moment[] = []
  for (const [index, step] of steps.entries()) {
    for (const params of await applyStep(applier, tenantId, step)) await respotLater(applier, tenantId, params)
    moments.push({
      at: await betweenMilliseconds(),
      record: rebuildAll(liveFacts(tenantId, model, steps.slice(0, index + 1))),
    })
  }
  return moments
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

/** Compares every entity at every day on which something happened, and before and after all of it. */
async function expectReplayed(tenantId: string, { at: knownAt, record }: Moment): Promise<number> {
  const days = [...new Set(record.transitions.map((row) => row.validAt))].sort()
  const instants = [
    ...days.map((day) => new Date(day)),
    new Date('2020-01-01T00:00:00Z'),
    new Date('2030-01-01T00:00:00Z'),
  ]
  const ids = record.entities.map((entity) => entity.id)
  return inTenant(applier.db, tenantId, async (tx) => {
    for (const entityId of ids)
      for (const validAt of instants) {
        const rows = await readStateAsOf(tx, tenantId, entityId, { validAt, knownAt })
        const found = rows.map((row) => [row.dim, row.item, row.value, row.since.toISOString()])
        expect({ entityId, validAt, found }).toEqual({ entityId, validAt, found: replayed(record, entityId, validAt) })
      }
    return ids.length * instants.length
  })
}

/** The plain way: all changes of the entity in order, up to that time. */
function replayed(record: RebuiltRecord, entityId: string, validAt: Date): unknown[] {
  const state = new Map<string, { dimension: string; item: string; to: string | null; validAt: string }>()
  const history = record.transitions
    .filter((row) => row.entityId === entityId && Date.parse(row.validAt) <= validAt.getTime())
    .sort((one, other) => (one.orderKey < other.orderKey ? -1 : 1))
  for (const row of history) state.set(JSON.stringify([row.dimension, row.item]), row)
  return [...state.values()]
    .filter((row) => row.to !== null)
    .sort((one, other) => compare(one.dimension, other.dimension) || compare(one.item, other.item))
    .map((row) => [row.dimension, row.item, row.to, new Date(row.validAt).toISOString()])
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
