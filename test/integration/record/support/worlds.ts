import fc from 'fast-check'
import { nameKey } from '../../../../src/domain/name/name.ts'
import type { ImportedEntity } from '../../../../src/domain/record/import-statements.ts'
import { type Pool, pool, readings, stated } from './readings.ts'
import type { Judged, NameRef, Said, World } from './world.ts'

const meetings = (names: Pool): fc.Arbitrary<World> =>
  fc
    .array(fc.record({ readings: readings(names), early: fc.boolean(), end }), { minLength: 1, maxLength: 6 })
    .map((all) =>
      all.flatMap(({ readings: own, early, end }, meeting) => [
        ...own.map((reading, at) => ({ kind: 'meeting' as const, meeting, generation: at + 1, early, reading })),
        ...end.map((kind) => ({ kind, meeting })),
      ]),
    )

const end = fc.constantFrom<('delete' | 'retract' | 'restore')[]>(
  ...[[], [], [], [], []],
  ['delete'],
  ['retract'],
  ['retract', 'restore'],
)

const roles: ImportedEntity['state'][] = [[], [{ dimension: 'role', value: 'designs the app' }]]
const progress: ImportedEntity['state'][] = [
  [],
  [{ dimension: 'status', value: 'planned' }],
  [
    { dimension: 'status', value: 'in progress', since: '2025-11-01' },
    { dimension: 'blocker', value: 'legal review' },
  ],
  [{ dimension: 'owner', value: 'Ana' }],
]

const entityOf = (type: string, surfaces: readonly string[]): fc.Arbitrary<ImportedEntity> =>
  fc.record({
    type: fc.constant(type),
    name: fc.constantFrom(...surfaces),
    aliases: fc.uniqueArray(fc.constantFrom(...surfaces), { maxLength: 2 }),
    state: fc.constantFrom(...(type === 'person' ? roles : progress)),
  })

/** A catalogue in one part or two. What a later import spells otherwise has an order by its nature, and comes in one. */
const imports = ({ features, people, spoken }: Pool): fc.Arbitrary<World> =>
  fc
    .tuple(
      fc.uniqueArray(
        fc.oneof(
          ...['feature', 'feature', 'project'].map((type) => entityOf(type, features)),
          entityOf('person', people),
        ),
        {
          // Only what is listed is meant by a short form.
          minLength: spoken === features ? 0 : 1,
          maxLength: 3,
          selector: ({ type, name }) => `${type} ${nameKey(name)}`,
        },
      ),
      fc.boolean(),
    )
    .map(([entities, divided]) => {
      const parts = divided && spellsAlike(entities) ? entities.map((entity) => [entity]) : [entities]
      return parts.filter((part) => part.length > 0).map((part) => ({ kind: 'import', entities: part }))
    })

const spellsAlike = (entities: readonly ImportedEntity[]): boolean => {
  const spelled = (spell: (surface: string) => string): number =>
    new Set(entities.flatMap(({ type, name, aliases }) => [name, ...aliases].map((one) => `${type} ${spell(one)}`)))
      .size
  return spelled((surface) => surface) === spelled(nameKey)
}

const said = (names: Pool): fc.Arbitrary<Said> => {
  const of = (type: string, surfaces: readonly string[]): fc.Arbitrary<NameRef> =>
    fc.constantFrom(...surfaces).map((surface) => ({ type, surface }))
  const feature = of('feature', names.features)
  const person = of('person', names.people)
  const project = of('project', names.features)
  const any = fc.oneof(feature, feature, project, of('deal', names.features), person)
  const things = fc.oneof(fc.tuple(feature, feature), fc.tuple(feature, feature), fc.tuple(project, feature))
  const pair = fc.oneof(things, things, fc.tuple(person, person))
  const meeting = fc.nat(2)
  return fc.oneof(
    pair.chain(([a, b]) => fc.constantFrom<Said>({ kind: 'same', a, b }, { kind: 'different', a, b })),
    pair.map(([alias, of]): Said => ({ kind: 'alias', alias, of })),
    fc.record({ kind: fc.constant('pin' as const), name: any, title: fc.constantFrom('The one', 'Calendar Sync') }),
    fc.tuple(any, stated(names), fc.nat(6)).map(([name, { dimension, op, value }, n]): Said => {
      const known = op === 'set' || op === 'add' || op === 'resolve' ? op : 'set'
      return { kind: 'assert', name, dimension, op: known, value, hour: n * 30 + 10 }
    }),
    fc.record({
      kind: fc.constant('veto' as const),
      name: any,
      meeting,
      dimension: fc.constantFrom('status', 'blocker'),
    }),
    fc
      .record({
        kind: fc.constantFrom('accept' as const, 'accept' as const, 'reject' as const),
        name: any,
        meeting,
        segment: fc.nat(2),
        ordinal: fc.nat(1),
        claimed: stated(names),
      })
      .map(({ claimed, ...answer }): Said => ({ ...answer, ...claimed })),
    any.map((name): Said => ({ kind: 'lock', name })),
    fc.tuple(pair, meeting).map(([[from, to], at]): Said => ({ kind: 'relink', meeting: at, from, to })),
  )
}

const statements = (names: Pool): fc.Arbitrary<World> =>
  fc
    .array(fc.record({ said: said(names), withdrawn: fc.nat(3).map((n) => n === 3) }), { maxLength: 7 })
    .map((all) =>
      all.flatMap(({ said: one, withdrawn }, at) => [
        { kind: 'say' as const, id: at + 1, said: one },
        ...(withdrawn ? [{ kind: 'withdraw' as const, id: at + 1, said: one }] : []),
      ]),
    )

/** What a model judged: each pair once, as nobody is asked twice. */
const verdicts = ({ features, people }: Pool): fc.Arbitrary<World> => {
  const verdict = fc.constantFrom('same' as const, 'same' as const, 'different' as const, 'unsure' as const)
  const of = (type: string, surfaces: readonly string[]): fc.Arbitrary<NameRef> =>
    fc.constantFrom(...surfaces).map((surface) => ({ type, surface }))
  const thing = fc.oneof(
    of('feature', features),
    of('feature', features),
    of('project', features),
    of('deal', features),
  )
  const texts = fc.constantFrom(
    ...[
      ['blocker', 'legal review', 'waiting for the lawyers'],
      ['blocker', 'missing budget', 'no money yet'],
      ['blocker', 'waiting for the lawyers', 'no money yet'],
      ['blocker', 'waiting for the lawyers', 'held up by legal'],
      ['blocker', 'legal review', 'held up by legal'],
      ['role', 'designs the app', 'does the drawings'],
      ['role', 'draws', 'does the drawings'],
    ],
  )
  const onTexts = fc
    .tuple(verdict, texts)
    .map(([verdict, [dimension = '', a = '', b = '']]): Judged => ({ kind: 'judge-texts', verdict, dimension, a, b }))
  const judged = fc.oneof(
    onTexts,
    onTexts,
    onTexts,
    fc.tuple(verdict, thing, thing).map(([verdict, a, b]): Judged => ({ kind: 'judge-names', verdict, a, b })),
    fc
      .tuple(verdict, of('person', people), of('person', people))
      .map(([verdict, a, b]): Judged => ({ kind: 'judge-names', verdict, a, b })),
  )
  const nameKeyOf = (name: NameRef) => `${name.type} ${nameKey(name.surface)}`
  const pairOf = (one: Judged): string =>
    one.kind === 'judge-names' ? [one.a, one.b].map(nameKeyOf).sort().join('+') : [one.a, one.b].sort().join('+')
  const isPair = (one: Judged): boolean => one.kind === 'judge-texts' || nameKeyOf(one.a) !== nameKeyOf(one.b)
  return fc.uniqueArray(judged, { maxLength: 6, selector: pairOf }).chain((all) => {
    const pairs = all.filter(isPair)
    return fc
      .array(fc.nat(4), { minLength: pairs.length, maxLength: pairs.length })
      .map((draws) =>
        pairs.flatMap((said, at) => [
          { kind: 'say' as const, id: 100 + at, said },
          ...(draws[at] === 4 ? [{ kind: 'withdraw' as const, id: 100 + at, said }] : []),
        ]),
      )
  })
}

/** A small tenant: meetings of which some are read again or deleted, a catalogue, what users say and models judge. */
export const world: fc.Arbitrary<World> = pool.chain((names) =>
  fc.tuple(meetings(names), imports(names), statements(names), verdicts(names)).map((parts) => parts.flat()),
)
