import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../../src/domain/errors.ts'
import { claimOf, reviewIdOf } from '../../../src/domain/record/review-id.ts'
import { aModelWithProjects } from '../../factories/names.ts'
import { acceptMeetings, applyToEnd } from './support/apply-step.ts'
import { differences, noDifferences } from './support/differences.ts'
import { liveFacts, meetingId } from './support/facts.ts'
import { traceparent } from './support/record-store.ts'
import { storedStatements } from './support/stored-statements.ts'
import { useRecordStore } from './support/use-record-store.ts'
import type { Step, World } from './support/world.ts'
import { world } from './support/worlds.ts'

const store = useRecordStore()

const model = aModelWithProjects()
const worlds = Number(process.env.TEST_WORLDS ?? 12)

const kinds = ['merge', 'split', 'rename', 'lock', 'correct', 'veto', 'answer', 'answer', 'relink'] as const
type Move = { kind: (typeof kinds)[number] | 'again' | 'withdraw'; one: number; other: number; flag: boolean }
const move: fc.Arbitrary<Move> = fc.record({
  kind: fc.constantFrom(...kinds, 'again' as const, 'withdraw' as const, 'withdraw' as const),
  one: fc.nat(1000),
  other: fc.nat(1000),
  flag: fc.boolean(),
})

describe('a history of commands', () => {
  it('gives the record of what was not withdrawn, however often meetings are read again between', async () => {
    let said = 0
    await fc.assert(
      fc.asyncProperty(world, fc.array(move, { minLength: 6, maxLength: 14 }), async (facts, moves) => {
        said += await live(facts, moves)
      }),
      { numRuns: worlds, seed: Number(process.env.TEST_SEED ?? 20_261_121), endOnFailure: true },
    )
    expect(said).toBeGreaterThan(worlds)
  }, 600_000)
})

/** Lets users act on what they see, and holds the record against its facts at the end, and when all is taken back. */
async function live(facts: World, moves: readonly Move[]): Promise<number> {
  const tenantId = await store.addTenant(model)
  const steps = firstReadings(facts)
  await acceptMeetings(store.inTurn(), tenantId, steps)
  for (const step of steps) await applyToEnd(store.inTurn(), tenantId, step)
  const groups: string[] = []
  let said = 0
  for (const one of moves) {
    if (one.kind === 'again') await again(tenantId, steps, one)
    else if (one.kind === 'withdraw') await withdraw(tenantId, groups.splice(one.one % (groups.length || 1), 1)[0])
    else {
      const factId = await act(tenantId, one)
      if (factId !== undefined) groups.push(factId)
      said += factId === undefined ? 0 : 1
    }
  }
  await expectRebuilt(tenantId, steps)
  while (groups.length > 0) await withdraw(tenantId, groups.splice(said % groups.length, 1)[0])
  await expectRebuilt(tenantId, steps)
  return said
}

const firstReadings = (facts: World): Step[] => {
  const known = new Set<number>()
  return facts.filter((step) => {
    if (step.kind === 'import') return true
    if (step.kind !== 'meeting' || known.has(step.meeting)) return false
    known.add(step.meeting)
    return true
  })
}

/** The same words are read once more: all rows of the meeting may be other ones, what it says is the same. */
async function again(tenantId: string, steps: Step[], { one }: Move): Promise<void> {
  const meetings = steps.flatMap((step, at) => (step.kind === 'meeting' ? [{ step, at }] : []))
  const chosen = meetings[one % meetings.length]
  if (!chosen) return
  const next = { ...chosen.step, generation: chosen.step.generation + 1 }
  steps[chosen.at] = next
  await applyToEnd(store.inTurn(), tenantId, next)
}

async function withdraw(tenantId: string, factId: string | undefined): Promise<void> {
  if (factId !== undefined) await store.inTurn().commands.withdrawFact({ ...by, tenantId, factId })
}

const by = { traceparent, actor: 'test' }

/** One command on what is there; undefined when nothing is, or when it makes no sense and is refused. */
async function act(tenantId: string, { kind, one, other, flag }: Move): Promise<string | undefined> {
  const rows = async <T extends object>(sql: string): Promise<T[]> => (await store.admin.query<T>(sql, [tenantId])).rows
  const entities = await rows<{ id: string }>(
    'SELECT id FROM entity WHERE tenant_id = $1 AND live AND merged_into IS NULL ORDER BY name, id',
  )
  const pick = (at: number): string => entities[at % entities.length]?.id ?? ''
  const [entityId, otherId] = [pick(one), pick(other)]
  const names = await rows<{ id: string; entityId: string }>(
    'SELECT id, entity_id AS "entityId" FROM name WHERE tenant_id = $1 AND live ORDER BY key, id',
  )
  const claims = await rows<{ meetingId: string; nameId: string; dimension: string; op: 'set'; value: string | null }>(
    `SELECT meeting_id AS "meetingId", name_id AS "nameId", dim AS dimension, op, value FROM observation
     WHERE tenant_id = $1 AND name_id IS NOT NULL ORDER BY order_key, id`,
  )
  const claim = claims[one % (claims.length || 1)]
  const { commands } = store.inTurn()
  const command = { ...by, tenantId, entityId }
  try {
    switch (kind) {
      case 'merge':
        return (await commands.mergeEntities({ ...command, otherId })).factIds[0]
      case 'split': {
        const own = names.filter((name) => name.entityId === entityId).map(({ id }) => id)
        return (await commands.splitEntity({ ...command, nameIds: own.slice(0, 1) })).factIds[0]
      }
      case 'rename':
        return (
          await commands.renameEntity({
            ...command,
            name: 'Chosen',
            addAliases: flag ? ['Aside'] : [],
            removeAliases: [],
          })
        ).factIds[0]
      case 'lock':
        return (await commands.lockEntity(command)).factIds[0]
      case 'correct': {
        const said = { kind: 'assert', dimension: 'status', op: 'set', value: flag ? 'blocked' : 'shipped' } as const
        return (await commands.correctState({ ...command, ...said, atMs: Date.UTC(2026, 0, 6 + (other % 7)) }))
          .factIds[0]
      }
      case 'veto': {
        const veto = { kind: 'veto', dimension: 'status', meetingId: meetingId(tenantId, other % 3) } as const
        return (await commands.correctState({ ...command, ...veto })).factIds[0]
      }
      case 'relink': {
        const nameId = names[other % (names.length || 1)]?.id ?? ''
        return (await commands.relinkName({ ...command, meetingId: meetingId(tenantId, one % 3), nameId })).factIds[0]
      }
      default: {
        if (!claim) return undefined
        const itemId = reviewIdOf({ kind: 'claim', ...claim, claim: claimOf(claim) })
        const verdict = (['accept', 'reject', 'correct'] as const)[other % 3] ?? 'accept'
        const right = verdict === 'correct' ? { entityId: otherId } : {}
        return (await commands.answerReview({ ...by, tenantId, itemId, verdict, ...right })).factIds[0]
      }
    }
  } catch (error) {
    if (error instanceof AppError && error.code !== 'internal') return undefined
    throw error
  }
}

async function expectRebuilt(tenantId: string, steps: World): Promise<void> {
  const statements = await storedStatements(store.admin, tenantId)
  const facts = { ...liveFacts(tenantId, model, steps), statements }
  expect(await differences(store.admin, facts)).toEqual(noDifferences)
}
