import { describe, expect, it } from 'vitest'
import type { ImportedEntity } from '../../../src/domain/record/import-statements.ts'
import { aModelWithProjects } from '../../factories/names.ts'
import { acceptMeetings, applyToEnd } from './support/apply-step.ts'
import { differences, noDifferences } from './support/differences.ts'
import { liveFacts, meetingId } from './support/facts.ts'
import { type Heard, heard } from './support/heard.ts'
import { useRecordStore } from './support/use-record-store.ts'
import { needs, type Reading, type Said, type Step, type World } from './support/world.ts'

const store = useRecordStore(2)

const model = aModelWithProjects()
const mostOrders = 12
const feature = (surface: string) => ({ type: 'feature', surface })
const listed = (...names: string[]): Extract<Step, { kind: 'import' }> => ({
  kind: 'import',
  entities: names.map((name): ImportedEntity => ({ type: 'feature', name, aliases: [], state: [] })),
})
const unlisted = ({ entities }: { entities: ImportedEntity[] }): Step => ({ kind: 'unlist', entities })
const meeting = (at: number, lines: readonly Heard[], more: Partial<Reading> = {}): Step => ({
  ...{ kind: 'meeting', meeting: at, generation: 1, early: false },
  reading: heard(at * 30, lines, more),
})
/** Something is told of whatever was spoken of. */
const open = (text: string): Heard => ({ text, about: null, dimension: 'status', value: 'blocked' })
const of = (about: string, value = 'planned', more: Partial<Heard> = {}): Heard => ({
  ...{ text: `We said ${about} is ${value}.`, about, type: 'feature', dimension: 'status', value },
  ...more,
})
const said = (id: number, one: Said): Step => ({ kind: 'say', id, said: one })
const withdrawn = (id: number, one: Said): Step => ({ kind: 'withdraw', id, said: one })

const ledger = listed('Harbour Ledger')
const form = listed('Harbour Intake Form')
const harbour = meeting(0, [open('We saw that Harbour is blocked.')])
const same: Said = { kind: 'same', a: feature('Harbour Ledger'), b: feature('Harbour Intake Form') }
const different: Said = { ...same, kind: 'different' }
const pin: Said = { kind: 'pin', name: feature('Harbour Ledger'), title: 'The Books' }
const lock: Said = { kind: 'lock', name: feature('Harbour Ledger') }
const alias: Said = { kind: 'alias', alias: feature('Harbour'), of: feature('Harbour Intake Form') }
const crowd = (word: string, from: number, to: number) =>
  listed(...Array.from({ length: to - from }, (_, at) => `${word} ${letters(from + at)}`))
const letters = (n: number): string => `Q${String.fromCharCode(97 + Math.floor(n / 26), 97 + (n % 26))}zor`

const worlds: readonly (readonly [string, World])[] = [
  ['of the only thing listed, until another is', [harbour, ledger, form]],
  ['of things that are merged and parted', [harbour, ledger, form, said(1, same), withdrawn(1, same)]],
  ['of things that are told to be different', [harbour, ledger, form, said(1, different), withdrawn(1, different)]],
  ['of a thing that is renamed', [harbour, ledger, form, said(1, pin), withdrawn(1, pin)]],
  ['of a thing that is locked', [harbour, ledger, said(1, lock), withdrawn(1, lock)]],
  ['that is given to a thing as its alias', [harbour, ledger, form, said(1, alias), withdrawn(1, alias)]],
  ['of a thing that is listed no longer', [harbour, ledger, form, unlisted(form)]],
  ['of things that are listed no longer', [harbour, ledger, unlisted(ledger), form]],
  [
    'of a thing that a deleted meeting named in full',
    [
      meeting(0, [of('Harbour Ledger'), open('And Harbour is blocked.')]),
      ...[ledger, form, { kind: 'delete' as const, meeting: 0 }, harbourLater()],
    ],
  ],
  [
    'that a reader took for a name',
    [meeting(0, [of('Harbour', 'planned', { guessed: true, type: 'project' })]), ledger, form, unlisted(ledger)],
  ],
  [
    'that a reader took for a name, written otherwise where it was said first',
    [
      meeting(1, [of('harbour', 'planned', { guessed: true, type: 'project' })]),
      meeting(0, [of('Harbour', 'blocked', { guessed: true, type: 'project' })]),
      ...[ledger, form, { kind: 'retract' as const, meeting: 0 }],
    ],
  ],
  [
    'of several words, without what everybody leaves out',
    [
      meeting(0, [open('So intake form is late, harbour form too.')]),
      ...[form, listed('Intake Form for guests'), listed('Harbour Intake Forms v2')],
    ],
  ],
  [
    'in a title, in any order',
    [
      meeting(0, [open('It is blocked.')], { title: 'Form of the harbour intake' }),
      ...[form, listed('Intake Harbour Form'), listed('Quay Intake Harbour Form')],
    ],
  ],
  [
    'in capitals, of which a word of another name is one too',
    [
      meeting(0, [of('Trusty Lamp Alloy Xeroform'), open('And TLAX is blocked.')]),
      meeting(1, [of('nord tlax')]),
      ...[listed('Trusty Lamp Alloy Xeroform'), { kind: 'delete' as const, meeting: 1 }],
    ],
  ],
  [
    'of a crowd of things, which means none of them',
    [harbour, crowd('Harbour', 0, 2), crowd('Harbour', 2, 40), crowd('Harbour', 40, 60)],
  ],
  ['of a person', [meeting(0, [open('We heard that Okoye is blocked.')]), person('Ben Okoye'), person('Ada Okoye')]],
]

function harbourLater(): Step {
  return meeting(1, [open('We saw that Harbour is blocked.')])
}

function person(name: string): Step {
  return { kind: 'import', entities: [{ type: 'person', name, aliases: [], state: [] }] }
}

describe('a short form', () => {
  it.each(worlds)(
    '%s means what the facts say after each of them, in whatever order',
    async (_, world) => {
      for (const steps of someOf(ordersOf(world))) await expectRebuiltAfterEach(steps)
    },
    120_000,
  )

  it('goes to the one thing that has it, and leaves when a second one has it too', async () => {
    const tenantId = await store.addTenant(model)
    await acceptMeetings(store.inTurn(), tenantId, [harbour])
    const said: string[][] = []
    for (const step of [harbour, ledger, form]) {
      await applyToEnd(store.inTurn(), tenantId, step)
      said.push(await mentionedIn(tenantId))
    }

    expect(said).toEqual([[], ['Harbour Ledger'], []])
  })
})

async function mentionedIn(tenantId: string): Promise<string[]> {
  const { rows } = await store.admin.query<{ surface: string }>(
    `SELECT n.surface FROM mention m JOIN name n ON n.tenant_id = m.tenant_id AND n.id = m.name_id
     WHERE m.tenant_id = $1 AND m.meeting_id = $2 ORDER BY 1`,
    [tenantId, meetingId(tenantId, 0)],
  )
  return rows.map(({ surface }) => surface)
}

async function expectRebuiltAfterEach(steps: World): Promise<void> {
  const tenantId = await store.addTenant(model)
  await acceptMeetings(store.inTurn(), tenantId, steps)
  for (const [at, step] of steps.entries()) {
    await applyToEnd(store.inTurn(at), tenantId, step)
    const known = steps.slice(0, at + 1)
    const found = await differences(store.admin, liveFacts(tenantId, model, known))
    expect(found, `after ${known.map(tell).join(', ')}`).toEqual(noDifferences)
  }
}

const tell = (step: Step): string =>
  'meeting' in step ? `${step.kind} ${step.meeting}` : 'said' in step ? `${step.kind} ${step.said.kind}` : step.kind

/** All orders in which nothing comes before what it needs, and nothing is deleted that never was there. */
function ordersOf(world: World): World[] {
  const mayCome = (step: Step, left: World) =>
    !left.some((other) => other !== step && (needs(step, other) || isEndOf(step, other)))
  if (world.length === 0) return [[]]
  return world.flatMap((step) => {
    if (!mayCome(step, world)) return []
    return ordersOf(world.filter((other) => other !== step)).map((rest) => [step, ...rest])
  })
}

/** Of a hundred orders those that are far from each other. */
const someOf = (orders: World[]): World[] => orders.filter((_, at) => at % Math.ceil(orders.length / mostOrders) === 0)

const isEndOf = (step: Step, other: Step): boolean =>
  (step.kind === 'delete' || step.kind === 'retract') && other.kind === 'meeting' && other.meeting === step.meeting
