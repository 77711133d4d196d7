import fc from 'fast-check'
import {
  extractedNameSchema,
  extractedObservationSchema,
  type Modality,
  type Operation,
} from '../../../../src/domain/observation/observation.ts'
import type { Reading } from './world.ts'

/** The few names that a world speaks of, so that its facts meet. */
export type Pool = {
  features: readonly string[]
  people: readonly string[]
  /** What is said in passing, and never read as a name. */
  spoken: readonly string[]
}

/** Names that look alike, contain each other, abbreviate each other or are said of several things. */
const features = [
  ...['Calendar Sync', 'CalendarSync', 'calendar syncs', 'Calendar Sync v2', 'Sync Calendar', 'Contact Search'],
  ...['Contact Serach', 'CS', 'cs', 'Search', 'Payroll Export', 'Gateway'],
]
/** Names with short forms, and what may be one of them. */
const shortened = ['Harbour Ledger', 'Harbour Intake Form', 'Old Harbour Ledger', 'Intake of the Harbour']
const shorter = ['Harbour Ledger v2', 'Harbour', 'the ledger', 'Ledger', 'harbour intake', 'Intake Harbour']
const spoken = ['Harbour', 'the harbour', 'Intake Form', 'the Harbour intake']
const people = ['Ana Ruiz', 'Ana', 'Ben Okoye', 'Ben Ruiz', 'Ruiz', 'AR']

const things: fc.Arbitrary<Pick<Pool, 'features' | 'spoken'>> = fc.oneof(
  fc.shuffledSubarray(features, { minLength: 2, maxLength: 5 }).map((some) => ({ features: some, spoken: some })),
  fc
    .tuple(
      fc.shuffledSubarray(shortened, { minLength: 1, maxLength: 3 }),
      fc.shuffledSubarray(shorter, { maxLength: 2 }),
    )
    .map(([full, short]) => ({ features: [...full, ...short], spoken })),
)

export const pool: fc.Arbitrary<Pool> = fc
  .tuple(things, fc.shuffledSubarray(people, { minLength: 1, maxLength: 3 }))
  .map(([some, people]) => ({ ...some, people }))

const seldom = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary })

export type Stated = { dimension: string; op: Operation; value: string | null }

export const stated = (names: Pool): fc.Arbitrary<Stated> => {
  const of = (dimension: string, op: Operation, ...values: (string | null)[]): fc.Arbitrary<Stated> =>
    fc.constantFrom(...values).map((value) => ({ dimension, op, value }))
  return fc.oneof(
    of('status', 'set', 'planned', 'in progress', 'blocked', 'shipped'),
    of('status', 'advance', null),
    of('owner', 'set', ...names.people),
    of('due_date', 'set', '2026-03-01', '2026-04-15'),
    of('due_date', 'shift', 'P2W', '-P1M'),
    of('blocker', 'add', 'legal review', 'the legal review', 'missing budget', 'waiting for the lawyers'),
    of('blocker', 'add', 'no money yet', 'waiting for the lawyers'),
    of('blocker', 'add', 'legal review', 'waiting for the lawyers', 'held up by legal'),
    of('blocker', 'resolve', null, 'legal review', 'missing budget', 'no money yet'),
    of('budget', 'set', '10k USD', '$12,000'),
    of('stage', 'set', '1', '2.7'),
    of('role', 'set', 'designs the app', 'design of the app', 'does the drawings', 'draws'),
  )
}

type Line = {
  speaker: string | null
  said: string[]
  names: { at: number; generic: boolean; guessed: boolean; as: string; aliasOf: string | null }[]
  facts: (Stated & {
    about: number | null
    modality: Modality
    hint: string | null
    effectiveAt: string | null
    confidence: number
    as: string
    /** Its name was found too, of a type that nothing told. */
    guessed: boolean
  })[]
}

/** A project is what a name is taken for when nobody tells its type. */
const thingType = fc.constantFrom('feature', 'feature', 'feature', 'project', 'deal')

const line = (names: Pool): fc.Arbitrary<Line> => {
  const feature = fc.constantFrom(...names.features)
  const person = fc.constantFrom(...names.people)
  const modality = fc.oneof(
    { weight: 6, arbitrary: fc.constant('asserted' as const) },
    { weight: 1, arbitrary: fc.constantFrom('planned' as const, 'conditional' as const, 'negated' as const) },
  )
  const how = fc.record({
    about: fc.constantFrom(null, 0, 0, 1),
    modality,
    hint: seldom(fc.constantFrom('feature', 'project', 'person')),
    effectiveAt: seldom(fc.constantFrom('2025-12-30', '2026-01-04')),
    confidence: fc.constantFrom(50, 70),
    as: thingType,
    guessed: fc.boolean(),
  })
  return fc.record({
    speaker: fc.option(fc.constantFrom(...names.people, 'Speaker 1'), { nil: null }),
    said: fc.array(fc.oneof(feature, fc.constantFrom(...names.spoken), person), { minLength: 1, maxLength: 2 }),
    names: fc.array(
      fc.record({
        at: fc.nat(1),
        generic: fc.boolean(),
        guessed: fc.boolean(),
        as: thingType,
        aliasOf: seldom(feature),
      }),
      { maxLength: 2 },
    ),
    facts: fc.array(
      fc.tuple(stated(names), how).map(([what, more]) => ({ ...what, ...more })),
      { maxLength: 2 },
    ),
  })
}

type About = Pick<Reading, 'title' | 'hour' | 'timeZone' | 'series' | 'participants'>

const about = (names: Pool): fc.Arbitrary<About> =>
  fc.record({
    title: fc.oneof(fc.constant('Weekly'), fc.constantFrom(...names.features)),
    hour: fc.nat(6).map((n) => n * 30),
    timeZone: fc.constantFrom('UTC', 'Europe/Berlin'),
    series: fc.constantFrom(null, 'alpha', 'beta'),
    participants: fc.uniqueArray(fc.constantFrom(...names.people), { maxLength: 2 }),
  })

/** One reading of a meeting, or two: of other words, or of the same words in a meeting that was edited. */
export const readings = (names: Pool): fc.Arbitrary<Reading[]> => {
  const lines = fc.array(line(names), { minLength: 1, maxLength: 3 })
  const read = ([said, on]: [Line[], About]) => toReading(names, said, on)
  return fc.oneof(
    fc.tuple(lines, about(names)).map((first) => [read(first)]),
    fc.tuple(lines, about(names), about(names)).map(([said, first, then]) => [read([said, first]), read([said, then])]),
    fc.tuple(lines, about(names), lines).map(([first, on, then]) => [read([first, on]), read([then, on])]),
  )
}

/** A reading whose names and facts stand where the words are. */
const toReading = (pool: Pool, lines: Line[], on: About): Reading => {
  const typeOf = (surface: string, as: string): string => (pool.people.includes(surface) ? 'person' : as)
  const isRead = (surface: string | undefined): boolean =>
    surface !== undefined && [...pool.features, ...pool.people].includes(surface)
  const texts = lines.map(({ said }) => `So ${said.join(' and ')} it is then.`)
  const name = (surface: string, { generic, guessed, as, aliasOf }: Line['names'][number], segment: number) => {
    const type = typeOf(surface, as)
    return extractedNameSchema.parse({
      ...{ type, surface, guessed, segment, start: Math.max(0, texts[segment]?.indexOf(surface) ?? 0) },
      ...{ generic: generic && surface === 'Gateway', aliasOf: type === 'person' ? null : aliasOf },
    })
  }
  const observation = (
    surface: string | undefined,
    { about: _, hint, as, guessed: __, ...fact }: Line['facts'][number],
    place: { segment: number; ordinal: number },
  ) =>
    extractedObservationSchema.parse({
      ...{
        ...fact,
        ...place,
        start: (texts[place.segment]?.length ?? 0) - 5,
        cue: 'test',
        quote: texts[place.segment],
      },
      name: surface === undefined ? null : { type: typeOf(surface, as), surface },
      typeHint: surface === undefined ? hint : null,
      valueName: fact.dimension === 'owner' && fact.value !== null ? { type: 'person', surface: fact.value } : null,
    })
  return {
    ...on,
    lines: lines.map(({ speaker }, index) => ({ speaker, text: texts[index] ?? '' })),
    names: lines.flatMap(({ said, names, facts }, segment) => {
      const about = facts.flatMap((fact) =>
        fact.guessed && fact.about !== null ? [{ ...fact, at: fact.about, generic: false, aliasOf: null }] : [],
      )
      return [...names, ...about].flatMap((one) =>
        isRead(said[one.at]) ? [name(said[one.at] ?? '', one, segment)] : [],
      )
    }),
    observations: lines.flatMap(({ said, facts }, segment) =>
      facts.map((fact, ordinal) => {
        const about = said[fact.about ?? 9]
        return observation(isRead(about) ? about : undefined, fact, { segment, ordinal })
      }),
    ),
  }
}
