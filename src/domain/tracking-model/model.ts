import { z } from 'zod'

/**
 * A tracking model: the types, dimensions, vocabularies and cues of a tenant. Pure data; both analysts, the fold,
 * the query engine and the dashboard read it, and nothing else knows a domain.
 *
 * Cues are phrases of lower-case words. A cue may hold `{value}` (what is said there is the value), `{name}` (the
 * thing spoken of), `…` (up to four words), alternatives (`ship|shipped`), optional words (`is (now) done`), and a full
 * stop that stands alone where nothing may follow (`it is over .`).
 * Patterns are JavaScript regular expressions without flags.
 */
const identifier = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'lower-case letters, digits and _')
const cue = z.string().trim().min(1).max(200)
const pattern = z.string().min(1).max(300).refine(isPattern, 'not a valid regular expression')

export const entityTypeSchema = z.strictObject({
  name: identifier,
  label: z.string().max(80),
  description: z.string().max(500).default(''),
  /** Words that follow a name of this type ("the Atlas project"); the first may also announce one ("project Atlas"). */
  nouns: z.array(cue).default([]),
  /** False where what stands before the noun tells whose the thing is, not what it is called: "the Apple proposal". */
  namedByNoun: z.boolean().default(true),
  /** Patterns with a group called `name` that find names of this type. */
  namePatterns: z.array(pattern).default([]),
  /** The same, but only for titles and headings, which often are a name and a request: "Atlas: go or no go". */
  titlePatterns: z.array(pattern).default([]),
  /** Patterns of identifiers (ABC-123, #4567, EIP-1559): two names whose identifiers differ are never one thing. */
  identifiers: z.array(pattern).default([]),
  /**
   * How identifiers are said for short: what the group `name` of `pattern` finds is another name of `means`, where `$`
   * stands for what was said ("7702" is said for "EIP-7702").
   */
  shortIdentifiers: z.array(z.strictObject({ pattern, means: z.string().min(1).max(80) })).default([]),
  /** Names of this type that mean another thing in each series ("the API"). */
  genericNames: z.array(cue).default([]),
  /** Names of the dimensions that things of this type have. */
  dimensions: z.array(identifier),
  person: z.boolean().default(false),
  /**
   * A proper name without a noun that tells its type ("Seat Map shipped") is taken for this type. It is the same thing
   * as a name of another type that reads exactly alike ("the Seat Map feature").
   */
  assumed: z.boolean().default(false),
})

export const vocabularyValueSchema = z.strictObject({
  value: z.string().trim().min(1).max(80),
  label: z.string().max(80).optional(),
  /** Other spellings that mean this value once it is clear that the dimension is spoken of. */
  synonyms: z.array(cue).default([]),
  /** Phrases that by themselves state this value of this dimension. */
  cues: z.array(cue).default([]),
  /** Nothing is expected after a terminal value; leaving it is a reopening. */
  terminal: z.boolean().default(false),
  /** A state of trouble (blocked, at risk): entering it is a setback, whatever the order says. */
  setback: z.boolean().default(false),
  /** Somebody decides on this state (dropped, put off): entering it is a decision. */
  decided: z.boolean().default(false),
})

const dimensionKinds = ['vocabulary', 'text', 'date', 'number', 'percent', 'money', 'entity'] as const

export const dimensionSchema = z.strictObject({
  name: identifier,
  label: z.string().max(80),
  description: z.string().max(500).default(''),
  kind: z.enum(dimensionKinds),
  /** Single-valued unless `many`: a `many` dimension adds and resolves items. */
  many: z.boolean().default(false),
  /** For `entity`: the types that a value may have. */
  valueTypes: z.array(identifier).default([]),
  /** Vocabulary in its usual order, first to last. */
  values: z.array(vocabularyValueSchema).default([]),
  /** A vocabulary that grows keeps an unlisted value that fits `valuePattern` (or any, without one). */
  grows: z.boolean().default(false),
  valuePattern: pattern.optional(),
  /** Words that name the dimension itself ("status", "deadline", "stage"). */
  nouns: z.array(cue).default([]),
  /** Phrases that state a value (`set`, `add`, `resolve`) or move it along the order (`advance`) or in time (`shift`). */
  cues: z
    .strictObject({
      set: z.array(cue).default([]),
      add: z.array(cue).default([]),
      resolve: z.array(cue).default([]),
      advance: z.array(cue).default([]),
      shift: z.array(cue).default([]),
      /** Phrases that ask for a value; an assent after it states the value. */
      ask: z.array(cue).default([]),
      /** Phrases that hold a cue but state nothing ("we are done for today"). */
      ignore: z.array(cue).default([]),
    })
    .prefault({}),
  /** Allowed moves as [from, to]; absent: every move is allowed. `*` stands for any value, null for "not known yet". */
  moves: z.array(z.tuple([z.string().nullable(), z.string()])).optional(),
})

const insightFieldSchema = z.strictObject({
  name: identifier,
  kind: z.enum(['text', 'date', 'number', 'person', 'choice']),
  choices: z.array(z.string()).default([]),
  required: z.boolean().default(false),
})

/** A kind of insight that the tenant declares besides the built-in ones. */
const insightKindSchema = z.strictObject({
  kind: identifier,
  description: z.string().max(500),
  fields: z.array(insightFieldSchema).min(1),
  cues: z.array(cue).default([]),
})

/** Words by which speakers mark what they say; each list is data so that another language or domain replaces it. */
const speechSchema = z.strictObject({
  negation: z.array(cue).default([]),
  conditional: z.array(cue).default([]),
  proposal: z.array(cue).default([]),
  plan: z.array(cue).default([]),
  supersededPast: z.array(cue).default([]),
  assent: z.array(cue).default([]),
  dissent: z.array(cue).default([]),
  /** Line openings that mark a conclusion, a recap or a decision: what stands there weighs most. */
  conclusion: z.array(cue).default([]),
  fillers: z.array(cue).default([]),
})

export const trackingModelSchema = z
  .strictObject({
    name: identifier,
    label: z.string().max(80),
    description: z.string().max(1000).default(''),
    types: z.array(entityTypeSchema).min(1).max(50),
    dimensions: z.array(dimensionSchema).min(1).max(100),
    speech: speechSchema.prefault({}),
    insights: z.array(insightKindSchema).default([]),
    classification: z.record(z.string(), z.unknown()).optional(),
  })
  .superRefine((model, context) => {
    const dimensions = new Set(model.dimensions.map((dimension) => dimension.name))
    const types = new Set(model.types.map((type) => type.name))
    for (const type of model.types)
      for (const name of type.dimensions)
        if (!dimensions.has(name))
          context.addIssue({
            code: 'custom',
            path: ['types', type.name],
            message: `dimension "${name}" is not declared`,
          })
    for (const dimension of model.dimensions)
      for (const name of dimension.valueTypes)
        if (!types.has(name))
          context.addIssue({
            code: 'custom',
            path: ['dimensions', dimension.name],
            message: `type "${name}" is not declared`,
          })
  })

export type TrackingModel = z.infer<typeof trackingModelSchema>
export type TrackingModelInput = z.input<typeof trackingModelSchema>
export type EntityType = z.infer<typeof entityTypeSchema>
export type Dimension = z.infer<typeof dimensionSchema>
export type VocabularyValue = z.infer<typeof vocabularyValueSchema>

/** A tracking model with the number under which the tenant stored it. */
export type VersionedModel = TrackingModel & { version: number }

function isPattern(source: string): boolean {
  try {
    new RegExp(source)
    return true
  } catch {
    return false
  }
}
