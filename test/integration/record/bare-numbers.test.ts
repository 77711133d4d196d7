import { expect, it } from 'vitest'
import { aModelWithProjects } from '../../factories/names.ts'
import { acceptMeetings, applyToEnd } from './support/apply-step.ts'
import { differences, noDifferences } from './support/differences.ts'
import { liveFacts } from './support/facts.ts'
import { type Heard, heard } from './support/heard.ts'
import { useRecordStore } from './support/use-record-store.ts'
import type { Step, World } from './support/world.ts'

const store = useRecordStore()

const model = aModelWithProjects()
const told = (about: string, aliasOf?: string): Heard => ({
  ...{ text: `We said ${about} is late.`, about, type: 'feature', dimension: 'status', value: 'blocked' },
  ...(aliasOf === undefined ? {} : { aliasOf }),
})
const meeting = (at: number, line: Heard): Step => ({
  ...{ kind: 'meeting', meeting: at, generation: 1, early: false },
  reading: heard(at * 30, [line]),
})
const short = meeting(0, told('4410', 'BOAT-4410'))
const full = meeting(1, told('BOAT-4410'))
const deleted: Step = { kind: 'delete', meeting: 1 }
const listed: Step = {
  kind: 'import',
  entities: [{ type: 'feature', name: 'BOAT-4410', aliases: [], state: [] }],
}
const unlisted: Step = { ...listed, kind: 'unlist' }

const changes = async (tenantId: string): Promise<number> => {
  const { rows } = await store.admin.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM transition WHERE tenant_id = $1 AND superseded_version IS NULL',
    [tenantId],
  )
  return rows[0]?.count ?? 0
}

it.each<readonly [string, World, number[]]>([
  ['once it is listed, and no longer when it is not', [short, listed, unlisted], [0, 1, 0]],
  ['where it was listed before', [listed, short], [0, 1]],
  ['once it was said in full, until that meeting is gone', [short, full, deleted], [0, 1, 0]],
  ['where it was said in full before', [full, short], [1, 1]],
])('a number that is short for an identifier counts %s', async (_, steps, expected) => {
  const tenantId = await store.addTenant(model)
  await acceptMeetings(store.inTurn(), tenantId, steps)
  const counts: number[] = []
  for (const [at, step] of steps.entries()) {
    await applyToEnd(store.inTurn(), tenantId, step)
    counts.push(await changes(tenantId))
    const known = steps.slice(0, at + 1)
    expect(await differences(store.admin, liveFacts(tenantId, model, known))).toEqual(noDifferences)
  }
  expect(counts).toEqual(expected)
})
