import { jsonrepair } from 'jsonrepair'
import type { z } from 'zod'
import { describeProblems } from './describe-problems.ts'
import { findObjects } from './find-objects.ts'
import { mendShape } from './mend-shape.ts'

export type ReadAnswer<Output> = { value: Output; repaired: boolean } | { problems: string[] }

/**
 * Reads an answer of a shape out of what a model wrote: as it is; else the object in it without fence and prose around;
 * else with its notation repaired. What is cut off is not completed: its missing part would look like nothing found.
 * Problems name paths and what was expected there, for one more request; never what was answered.
 */
export const readAnswer = <Output>(text: string, schema: z.ZodType<Output>): ReadAnswer<Output> => {
  const trimmed = withoutThoughts(text.replace(/^\uFEFF/, '')).trim()
  if (trimmed === '') return { problems: ['the answer is empty'] }
  let closest = { length: 0, problems: [] as string[] }
  for (const { source, parse, repaired } of ladder(trimmed)) {
    const parsed = parse(source)
    if (parsed === undefined) continue
    const read = checkShape(parsed.value, schema)
    if ('value' in read) return { value: read.value, repaired: repaired || read.mended }
    if (source.length > closest.length) closest = { length: source.length, problems: read.problems }
  }
  if (closest.length > 0) return { problems: closest.problems }
  const { cutOff } = findObjects(trimmed)
  return { problems: [cutOff ? 'the answer ends before its JSON does' : 'no JSON object was found'] }
}

type Rung = { source: string; parse: (text: string) => { value: unknown } | undefined; repaired: boolean }

/** Of several objects the last one counts: what stands before it is a draft or an example. */
function* ladder(text: string): Generator<Rung> {
  yield { source: text, parse: parseJson, repaired: false }
  const objects = [text, ...fenced(text)].flatMap((part) => findObjects(part).objects).toReversed()
  for (const source of objects) yield { source, parse: parseJson, repaired: true }
  for (const source of objects) yield { source, parse: repairJson, repaired: true }
}

const withoutThoughts = (text: string): string => text.replace(/^\s*<think>[\s\S]*?<\/think>/, '')

const fenced = (text: string): string[] => {
  const parts = text.split('```')
  return parts.filter((_, index) => index % 2 === 1).slice(-4)
}

const parseJson = (text: string): { value: unknown } | undefined => {
  try {
    const value: unknown = JSON.parse(text, storable)
    // Written down twice: a string that holds the answer.
    return typeof value === 'string' && value.trimStart().startsWith('{') ? parseJson(value) : { value }
  } catch {
    return undefined
  }
}

/** Models write `\\u0000` and halves of surrogate pairs now and then, which Postgres cannot keep. */
const storable = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replace(unstorable, '\uFFFD') : value
const unstorable = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

const repairJson = (text: string): { value: unknown } | undefined => {
  try {
    return parseJson(jsonrepair(text))
  } catch {
    return undefined
  }
}

const checkShape = <Output>(
  value: unknown,
  schema: z.ZodType<Output>,
): { value: Output; mended: boolean } | { problems: string[] } => {
  try {
    const first = schema.safeParse(value)
    if (first.success) return { value: first.data, mended: false }
    const second = schema.safeParse(mendShape(value, first.error.issues))
    if (second.success) return { value: second.data, mended: true }
    return { problems: describeProblems(first.error.issues) }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { problems: ['the answer is nested too deep'] }
  }
}
