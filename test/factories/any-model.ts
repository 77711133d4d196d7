import fc from 'fast-check'
import { type TrackingModel, trackingModelSchema } from '../../src/domain/tracking-model/model.ts'

/** Words of every object are identifiers like any other. */
const identifiers = [
  'constructor',
  'status',
  'owner',
  'due',
  'a',
  'value_of',
  'item',
  'name',
  'x9',
  'tostring',
] as const
const identifier = fc.constantFrom(...identifiers)

const cuePart = fc.oneof(
  fc.constantFrom('{value}', '{name}', '…', '...', '.', 'is|was', '(now)', 'done', "isn't", "'s", '{', '(', '|', '()'),
  fc.constantFrom('the constructor', 'blocked', 'by', 'for', 'owns', '42', '$', '日本', '?', 'a b c d e f'),
)
const cue = fc.array(cuePart, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(' '))
const cueList = fc.array(cue, { maxLength: 3 })
const pattern = fc.constantFrom(
  '(?<name>[A-Z]+-[0-9]+)',
  '[0-9](\\.[0-9])?',
  '^',
  '$',
  '',
  '(?<name>)',
  'x*',
  '(?:)',
  '\\b(?<name>\\w+) board',
  '.',
)
const patterns = fc.array(pattern, { maxLength: 2 })

const type = (name: string) =>
  fc.record({
    name: fc.constant(name),
    label: fc.constantFrom('Thing', '', 'constructor'),
    nouns: cueList,
    namedByNoun: fc.boolean(),
    namePatterns: patterns,
    titlePatterns: patterns,
    identifiers: patterns,
    shortIdentifiers: fc.array(fc.record({ pattern, means: fc.constantFrom('T-$', '$', 'x') }), { maxLength: 1 }),
    genericNames: cueList,
    dimensions: fc.uniqueArray(identifier, { maxLength: 6 }),
    person: fc.boolean(),
    assumed: fc.boolean(),
  })

const vocabularyValue = fc.record({
  value: fc.constantFrom('done', 'constructor', 'in progress', '1', '…', '__proto__', 'Ω'),
  synonyms: cueList,
  cues: cueList,
  terminal: fc.boolean(),
  setback: fc.boolean(),
  decided: fc.boolean(),
})

const dimension = (name: string, types: readonly string[]) =>
  fc.record({
    name: fc.constant(name),
    label: fc.constant('It'),
    kind: fc.constantFrom('vocabulary', 'text', 'date', 'number', 'percent', 'money', 'entity'),
    many: fc.boolean(),
    valueTypes: fc.uniqueArray(fc.constantFrom(...types), { maxLength: 2 }),
    values: fc.array(vocabularyValue, { maxLength: 4 }),
    grows: fc.boolean(),
    valuePattern: fc.option(pattern, { nil: undefined }),
    nouns: cueList,
    cues: fc.record({
      ...{ set: cueList, add: cueList, resolve: cueList, advance: cueList },
      ...{ shift: cueList, ask: cueList, ignore: cueList },
    }),
    moves: fc.option(
      fc.array(
        fc.tuple(fc.constantFrom('done', '*', null, 'constructor'), fc.constantFrom('done', '*', '1')) as fc.Arbitrary<
          [string | null, string]
        >,
        { maxLength: 3 },
      ),
      { nil: undefined },
    ),
  })

const insight = fc.record({
  kind: fc.constantFrom('constructor', 'praise', 'risk', 'action_item', 'valueof'),
  description: fc.constantFrom('', 'Kind words.'),
  fields: fc.array(
    fc.record({
      name: identifier,
      kind: fc.constantFrom('text', 'date', 'number', 'person', 'choice'),
      choices: fc.constantFrom([], ['done', 'constructor'], ['']),
      required: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  cues: cueList,
})

const draft = fc.uniqueArray(identifier, { minLength: 1, maxLength: 4 }).chain((types) =>
  fc.record({
    name: fc.constant('any'),
    label: fc.constant('Any'),
    types: fc.tuple(...types.map(type)),
    dimensions: fc.tuple(...identifiers.map((name) => dimension(name, types))),
    speech: fc.record({
      ...{ negation: cueList, conditional: cueList, proposal: cueList, plan: cueList, supersededPast: cueList },
      ...{ assent: cueList, dissent: cueList, conclusion: cueList, fillers: cueList },
    }),
    insights: fc.array(insight, { maxLength: 2 }),
  }),
)

/** Any tracking model that would be taken from a tenant. */
export const anyModel: fc.Arbitrary<TrackingModel> = draft
  .map((given) => trackingModelSchema.safeParse(given))
  .filter((parsed) => parsed.success)
  .map((parsed) => parsed.data as TrackingModel)
