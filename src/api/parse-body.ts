import { setImmediate as pause } from 'node:timers/promises'
import { z } from 'zod'
import { invalidInput, parseInput } from './parse-input.ts'
import { refuseUnstorable } from './storable.ts'

const pieceSize = 1_024

/**
 * Parses a body like any other input. The longest list of it is read in pieces with room for other requests between
 * them, and no further than to the first piece that is wrong: 200,000 bad entries cost no more than a few thousand.
 */
export const parseBody = async (schema: z.ZodType, body: unknown): Promise<unknown> => {
  const long = longListOf(schema, body)
  if (long === null) return parseInput(schema, body, '')
  const { key, field, list, most } = long
  const first = list.length > most ? list.slice(0, most + 1) : list.slice(0, pieceSize)
  const parsed = parseInput(schema, { ...(body as object), [key]: first }, '') as Record<string, unknown>
  const entries = parsed[key] as unknown[]
  for (let from = pieceSize; from < list.length; from += pieceSize) {
    await pause()
    const piece = list.slice(from, from + pieceSize)
    refusePiece(key, piece, from)
    const read = field.safeParse(piece)
    if (!read.success)
      throw invalidInput(
        read.error.issues.map((issue) => moved(issue, key, from)),
        '',
      )
    for (const entry of read.data) entries.push(entry)
  }
  return parsed
}

/** Found in a piece, it is named by its place in the whole list. */
const refusePiece = (key: string, piece: unknown[], from: number): void => {
  try {
    refuseUnstorable(piece, key)
  } catch {
    refuseUnstorable(Object.fromEntries(piece.map((entry, index) => [from + index, entry])), key)
  }
}

type LongList = { key: string; field: z.ZodType<unknown[]>; list: unknown[]; most: number }

/** A list of the body itself that is worth it, and how long it may be. */
const longListOf = (schema: z.ZodType, body: unknown): LongList | null => {
  if (!(schema instanceof z.ZodObject) || typeof body !== 'object' || body === null) return null
  for (const [key, list] of Object.entries(body)) {
    if (!Array.isArray(list) || list.length <= pieceSize) continue
    const field = bare(schema.shape[key])
    if (!(field instanceof z.ZodArray)) continue
    return { key, field: field as z.ZodType<unknown[]>, list, most: longestOf(field) }
  }
  return null
}

const longest = new WeakMap<z.ZodType, number>()

/** How many entries the schema takes. */
const longestOf = (field: z.ZodType): number => {
  const known = longest.get(field)
  if (known !== undefined) return known
  const { maxItems = Number.POSITIVE_INFINITY } = z.toJSONSchema(field, { io: 'input', unrepresentable: 'any' })
  longest.set(field, maxItems)
  return maxItems
}

const bare = (field: unknown): unknown =>
  field instanceof z.ZodOptional || field instanceof z.ZodDefault ? bare(field.unwrap()) : field

const moved = (issue: z.core.$ZodIssue, key: string, by: number): z.core.$ZodIssue => {
  const [index, ...rest] = issue.path
  return { ...issue, path: [key, typeof index === 'number' ? index + by : by, ...rest] }
}
