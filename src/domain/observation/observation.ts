import { z } from 'zod'

export const operations = ['set', 'add', 'resolve', 'advance', 'shift'] as const
export type Operation = (typeof operations)[number]

/** Only `asserted` changes state; `planned` gives forecasts; the rest is kept as evidence (DESIGN 5.11). */
export const modalities = [
  'asserted',
  'planned',
  'proposed',
  'conditional',
  'negated',
  'questioned',
  'superseded',
] as const
export type Modality = (typeof modalities)[number]

/**
 * In which way something came to be stated: told in passing, in a conclusion or recap, as the answer to a question, by
 * somebody's yes to a request or by nobody's no, as a move from where it stood, or as a model understood it.
 */
export const bases = ['told', 'conclusion', 'answer', 'granted', 'silence', 'relative', 'model'] as const
export type Basis = (typeof bases)[number]

/** A name as an analyst saw it; its id follows from (tenant, type, scope, key). Segment -1 is the title. */
export const extractedNameSchema = z.object({
  type: z.string(),
  surface: z.string(),
  /** True for words that mean another thing in each series ("the API"). */
  generic: z.boolean().default(false),
  /** True when nothing that was said tells the type: whoever read the meeting took the likeliest. */
  guessed: z.boolean().default(false),
  segment: z.int().min(-1),
  start: z.int().min(0),
  /** declared: an alias said aloud ("Atlas, also known as A2"); the other form. */
  aliasOf: z.string().nullable().default(null),
})
export type ExtractedName = z.infer<typeof extractedNameSchema>

/** A fact read from one segment. `name` null makes it open: spotting gives it the nearest name in focus. */
export const extractedObservationSchema = z.object({
  segment: z.int().min(-1),
  /** Offset in the segment's text where the cue starts: focus is decided from here. */
  start: z.int().min(0),
  ordinal: z.int().min(0),
  name: z.object({ type: z.string(), surface: z.string(), generic: z.boolean().default(false) }).nullable(),
  /** For open observations: the only type that it can be about, when the words tell ("the project is…"). */
  typeHint: z.string().nullable().default(null),
  /**
   * For open observations: the stretch in which the thing must be named, from `start` in `segment` up to `end` in the
   * observation's own segment. What was spoken of before the talk turned to something else lies outside of it, and so
   * does everything but its own sentence when the words have a subject of their own ("the theatres are closed").
   */
  within: z
    .object({ segment: z.int().min(-1), start: z.int().min(0), end: z.int().min(0) })
    .nullable()
    .default(null),
  dimension: z.string(),
  op: z.enum(operations),
  /** As said, or a vocabulary value; null for `advance`, and for `resolve` of everything open. */
  value: z.string().nullable(),
  /** For entity dimensions: the thing named by the value. */
  valueName: z.object({ type: z.string(), surface: z.string() }).nullable().default(null),
  modality: z.enum(modalities),
  /**
   * For a resultative past ("shipped last Tuesday") the ISO date since when it holds; for a plan ("should be done by the
   * tenth") the one from which it is to hold.
   */
  effectiveAt: z.iso.date().nullable().default(null),
  /** How it came to be stated: it tells how often such statements are right. */
  basis: z.enum(bases).default('told'),
  /** 0..100, computed from the words alone. */
  confidence: z.int().min(0).max(100),
  /** The phrase of the tracking model that fired, or a short machine label. */
  cue: z.string(),
  /** Verbatim substring of the segment. */
  quote: z.string().min(1),
})
export type ExtractedObservation = z.infer<typeof extractedObservationSchema>

/** A piece of evidence: a quote that is found in the segment; empty where the words are no longer kept. */
export const evidenceSchema = z.object({
  segmentIndex: z.int().min(-1),
  speaker: z.string().nullable(),
  startMs: z.int().nullable(),
  quote: z.string(),
  wordsRemoved: z.literal(true).optional(),
})
export type Evidence = z.infer<typeof evidenceSchema>
