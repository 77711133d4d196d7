import { afterEach, describe, expect, it } from 'vitest'
import { createUpgrader } from '../../../src/runs/upgrader.ts'
import { openLedger, silentLogger, type TestLedger } from '../../support/ledger.ts'
import { addMeeting, addTenant, openPipeline, submitRun } from '../../support/pipeline.ts'
import { readRecord } from '../../support/record-digest.ts'
import { createScriptedAnalyst } from '../../support/scripted-analyst.ts'

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (let close = open.pop(); close; close = open.pop()) await close()
})

const states = ['blocked', 'in progress', 'completed', 'on hold', 'in progress', 'completed', 'blocked']
const linesOf = (day: number): string[] => [
  `Ana: Project Atlas is ${states[day % states.length]} as of today.`,
  `Bo: Project Birch is ${states[(day * 3) % states.length]} since we last talked.`,
]
const everyMs = 60_000

/** Some meetings of one tenant, an analyst whose model can be switched off, and the job that upgrades. */
const openWorld = async (meetings = 5) => {
  const ledger: TestLedger = await openLedger()
  let outage: string | undefined
  const { analyst, calls } = createScriptedAnalyst({ fails: () => outage })
  const pipeline = openPipeline(ledger, analyst)
  open.push(async () => {
    await pipeline.close()
    await ledger.close()
  })
  const tenantId = await addTenant(ledger)
  const rows = async <T extends object>(sql: string): Promise<T[]> => (await ledger.admin.query<T>(sql)).rows
  const { producer, dispatches } = pipeline.collector
  const { db } = ledger
  return {
    ...{ ledger, pipeline, calls, rows },
    goDown: (kind: string) => {
      outage = kind
    },
    comeBack: () => {
      outage = undefined
    },
    readAll: async (): Promise<void> => {
      for (let day = 1; day <= meetings; day++)
        await pipeline.process(await addMeeting(ledger, tenantId, { lines: linesOf(day), day }))
    },
    /** One look of each of so many processes at once, when it is due; how many upgrades they started. */
    look: async (processes = 1): Promise<number> => {
      // Its milliseconds are rounded, so that `now` may lie before it.
      await ledger.admin.query(`UPDATE recovery SET next_at = now() - interval '1 second'`)
      const upgraders = Array.from({ length: processes }, () =>
        createUpgrader({ db, producer, submitRun, everyMs, logger: silentLogger }),
      )
      await Promise.all(upgraders.map((upgrader) => upgrader.pass()))
      return dispatches.length
    },
    work: () => pipeline.runAll([]),
    waitMs: async (): Promise<number | undefined> =>
      (await rows<{ ms: number }>('SELECT (extract(epoch FROM next_at - now()) * 1000)::int AS ms FROM recovery'))[0]
        ?.ms,
    degraded: async (): Promise<number> =>
      (
        await rows<{ n: number }>(
          `SELECT count(*)::int AS n FROM meeting WHERE degraded_generation > 0 AND degraded_generation = live_generation`,
        )
      )[0]?.n ?? -1,
  }
}

describe('meetings that were read during an outage', () => {
  it('are read again when it is over, first one and then the others, and the record is as if it had never been', async () => {
    const spared = await openWorld()
    await spared.readAll()
    const world = await openWorld()
    world.goDown('server_error')
    await world.readAll()
    expect(await world.degraded()).toBe(5)
    const during = await readRecord(world.ledger.url)

    // It has just been seen for the first time: what runs then may end first.
    expect(await world.look()).toBe(0)
    expect(await world.look(3)).toBe(1)
    expect(await world.look(3)).toBe(1)
    world.comeBack()
    await world.work()
    expect(await world.look(3)).toBe(4)
    await world.work()
    expect(await world.look()).toBe(0)

    const [after, never] = [await readRecord(world.ledger.url), await readRecord(spared.ledger.url)]
    expect(after.digest).toBe(never.digest)
    expect(after.digest).not.toBe(during.digest)
    expect(after).toMatchObject({
      wronglyAnnounced: 0,
      openRuns: 0,
      insights: never.insights,
      summaries: never.summaries,
    })
    expect(await world.degraded()).toBe(0)
    expect(await world.rows('SELECT * FROM recovery')).toEqual([])
    expect(await world.rows(`SELECT DISTINCT kind, priority FROM run WHERE generation > 1`)).toEqual([
      { kind: 'upgrade', priority: 'backfill' },
    ])
  })

  it('are tried one at a time, each time another one, with waits that double while the outage lasts', async () => {
    const world = await openWorld(3)
    world.goDown('overloaded')
    await world.readAll()
    await world.look()
    const waits: (number | undefined)[] = []
    for (let round = 0; round < 3; round++) {
      expect(await world.look(2)).toBe(1)
      await world.work()
      expect(await world.look(2)).toBe(0)
      waits.push(Math.round(((await world.waitMs()) ?? 0) / everyMs))
    }

    expect(waits).toEqual([2, 4, 8])
    expect(await world.rows('SELECT upgrade_tries AS tries FROM meeting')).toEqual([
      { tries: 1 },
      { tries: 1 },
      { tries: 1 },
    ])
  })

  it('go back to one at a time when the model goes away again', async () => {
    const world = await openWorld(5)
    world.goDown('network')
    await world.readAll()
    await world.look()
    await world.look()
    world.comeBack()
    await world.work()
    world.goDown('network')
    expect(await world.look()).toBe(4)
    await world.work()
    expect(await world.look()).toBe(0)

    expect(await world.look()).toBe(1)
    expect(await world.degraded()).toBe(4)
  })

  it('are left alone while somebody processes them already', async () => {
    const world = await openWorld(1)
    world.goDown('rate_limited')
    await world.readAll()
    await world.look()
    await world.ledger.admin.query(`UPDATE run SET finished_at = NULL`)

    expect(await world.look()).toBe(0)
  })

  it('stay as they are when what was in the way is in the meeting itself', async () => {
    const world = await openWorld(1)
    world.goDown('refusal')
    await world.readAll()
    expect(await world.degraded()).toBe(1)
    await world.look()

    expect(await world.look()).toBe(0)
  })
})
