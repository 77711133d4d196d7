import { beforeAll, describe, expect, it } from 'vitest'
import { sha256 } from '../../../src/domain/ids.ts'
import { isRetryable } from '../../../src/storage/retryable.ts'
import { acceptMeetings, applyStep, respotLater } from './support/apply-step.ts'
import { differences, noDifferences } from './support/differences.ts'
import { liveFacts } from './support/facts.ts'
import { readPicture } from './support/read-picture.ts'
import { type RealWorld, readRealWorlds } from './support/real-worlds.ts'
import type { Applier } from './support/record-store.ts'
import { type SharedRecordStore, useRecordStore } from './support/use-record-store.ts'
import { inOrder, type Step, type World } from './support/world.ts'

/** A folder of labelled sets. Without one there is nothing to read, and the suite says that it was left out. */
const folder = process.env.TEST_DATA
const most = Number(process.env.TEST_MEETINGS ?? 400)

let store: SharedRecordStore
let worlds: RealWorld[]

describe.skipIf(folder === undefined)('real meetings', () => {
  store = useRecordStore(4)
  beforeAll(async () => {
    const startedAt = performance.now()
    worlds = await readRealWorlds(folder ?? '', most)
    report(`${countOf(worlds)} meetings of ${worlds.length} worlds read`, startedAt)
  }, 1_200_000)

  it('make one record, in order or not, one at a time or four, taken back, read anew and restored between', async () => {
    expect(countOf(worlds)).toBe(most)
    const inTurn = await digestOf('in order', async (world) => apply(world, planOf(world), store.appliers.slice(0, 1)))
    const shuffled = await digestOf('shuffled by four', async (world, at) =>
      apply(world, inOrder(planOf(world), 7 + at), store.appliers),
    )
    const disturbed = await digestOf('disturbed, by four', async (world, at) =>
      apply(world, inOrder(disturbedPlanOf(world), 77 + at), store.appliers),
    )

    expect(shuffled).toBe(inTurn)
    expect(disturbed).toBe(inTurn)
  }, 3_600_000)
})

const countOf = (some: readonly RealWorld[]): number => some.reduce((sum, { readings }) => sum + readings.length, 0)

const report = (what: string, startedAt: number): void => {
  process.stderr.write(`${what}: ${Math.round((performance.now() - startedAt) / 1000)} s\n`)
}

const planOf = ({ imports, readings }: RealWorld): Step[] => [
  ...imports,
  ...readings.map((reading, meeting): Step => ({ kind: 'meeting', meeting, generation: 1, early: false, reading })),
]

/**
 * The same facts in the end: every fifth meeting was read as another one first, every seventh is retracted and restored,
 * and for every ninth there is one more that is deleted again.
 */
const disturbedPlanOf = (world: RealWorld): Step[] =>
  planOf(world).flatMap((step): Step[] => {
    if (step.kind !== 'meeting') return [step]
    const { meeting, reading } = step
    const other = world.readings[(meeting + 3) % world.readings.length] ?? reading
    const wrong = { ...reading, lines: other.lines, names: other.names, observations: other.observations }
    const extra = 10_000 + meeting
    return [
      ...(meeting % 5 === 0
        ? [
            { ...step, reading: wrong },
            { ...step, generation: 2 },
          ]
        : [step]),
      ...(meeting % 7 === 0
        ? [
            { kind: 'retract' as const, meeting },
            { kind: 'restore' as const, meeting },
          ]
        : []),
      ...(meeting % 9 === 0
        ? [
            { ...step, meeting: extra, reading: other },
            { kind: 'delete' as const, meeting: extra },
          ]
        : []),
    ]
  })

/** The digest of all worlds, each of which has to be what its facts say. */
async function digestOf(
  what: string,
  live: (world: RealWorld, at: number) => Promise<{ tenantId: string; steps: World }>,
): Promise<string> {
  const startedAt = performance.now()
  const digests: string[] = []
  for (const [at, world] of worlds.entries()) {
    const { tenantId, steps } = await live(world, at)
    expect(await differences(store.admin, liveFacts(tenantId, world.model, steps)), world.name).toEqual(noDifferences)
    digests.push(...(await readPicture(store.admin, tenantId)).digest)
  }
  const digest = sha256(digests.join('\n'))
  report(`${what}: ${digests.length} lines, digest ${digest.slice(0, 16)}`, startedAt)
  return digest
}

/** Work that waited too long for the others is done again, as the ledger would have it. */
async function persist<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === 5 || !isRetryable(error)) throw error
    }
  }
}

/** Lets all steps happen, each by the next applier that is free; what needs another step waits for it. */
async function apply(
  world: RealWorld,
  steps: readonly Step[],
  workers: readonly Applier[],
): Promise<{ tenantId: string; steps: World }> {
  const tenantId = await store.addTenant(world.model)
  const [first] = workers
  if (!first) throw new Error('nobody works')
  await acceptMeetings(first, tenantId, steps)
  const waiting = [...steps]
  const busy = new Set<number>()
  const meetingOf = (step: Step): number => ('meeting' in step ? step.meeting : -1)
  const take = (): Step | undefined => {
    const next = waiting.findIndex((step) => !busy.has(meetingOf(step)))
    return next < 0 ? undefined : waiting.splice(next, 1)[0]
  }
  const work = async (applier: Applier): Promise<void> => {
    for (let step = take(); step !== undefined; step = take()) {
      busy.add(meetingOf(step))
      const taken = step
      const later = await persist(() => applyStep(applier, tenantId, taken))
      for (const params of later) await persist(() => respotLater(applier, tenantId, params))
      busy.delete(meetingOf(step))
    }
  }
  await Promise.all(workers.map(work))
  // A worker leaves when all that is left waits for others; the last one does the rest.
  await work(first)
  return { tenantId, steps }
}
