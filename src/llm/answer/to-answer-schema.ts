import { z } from 'zod'
import type { AnswerSchema } from '../model.ts'

type Json = Record<string, unknown>

/**
 * The JSON Schema under which a provider is asked for an answer of a shape. Throws while developing on what strict
 * providers refuse: optional fields (write `.nullable()`), a root that is no object, records, tuples, transforms, dates.
 * Limits that they do not know are said in the description, so that the model is told them all the same.
 */
export const toAnswerSchema = (name: string, schema: z.ZodType): AnswerSchema => {
  if (!/^[a-zA-Z0-9_-]{1,64}$/.test(name)) throw new Error(`answer schema ${name}: no provider takes this name`)
  const refuse: Refuse = (path, why) => {
    throw new Error(`answer schema ${name}: ${path}: ${why}`)
  }
  const json = toJson(schema, refuse)
  const root = json.anyOf === undefined && json.oneOf === undefined && json.type === 'object'
  if (!root) refuse('the root', 'must be one object')
  return { name, json: strict(json, 'the root', refuse) }
}

type Refuse = (path: string, why: string) => never

const toJson = (schema: z.ZodType, refuse: Refuse): Json => {
  try {
    return z.toJSONSchema(schema, {
      target: 'draft-2020-12',
      override: ({ zodSchema, path }) => {
        const { type } = zodSchema._zod.def
        if (notForAnswers.has(type)) refuse(path.filter((step) => step !== 'properties').join('.'), `is ${type}`)
      },
    }) as Json
  } catch (error) {
    if ((error as Error).message.startsWith('answer schema')) throw error
    return refuse('a part of it', (error as Error).message)
  }
}

/** Models leave out what may be left out, and strict providers refuse it: write `.nullable()` and plain values. */
const notForAnswers: ReadonlySet<string> = new Set(['optional', 'default', 'prefault', 'catch', 'transform'])

const strict = (node: Json, path: string, refuse: Refuse): Json => {
  const { $schema: _, ...rest } = node
  const kept = sayLimits(rest)
  if (kept.allOf !== undefined || kept.prefixItems !== undefined || kept.propertyNames !== undefined)
    refuse(path, 'intersections, tuples and records are refused by strict providers')
  const walk = (child: unknown, step: string): Json => strict(child as Json, `${path}.${step}`, refuse)
  if (kept.type === 'object') {
    const properties = (kept.properties ?? {}) as Record<string, Json>
    const required = new Set((kept.required ?? []) as string[])
    const optional = Object.keys(properties).find((key) => !required.has(key))
    if (optional !== undefined) refuse(`${path}.${optional}`, 'is optional; write .nullable()')
    kept.properties = Object.fromEntries(Object.entries(properties).map(([key, child]) => [key, walk(child, key)]))
    kept.required = Object.keys(properties)
    kept.additionalProperties = false
  }
  if (kept.items !== undefined) kept.items = walk(kept.items, '[]')
  const variants = (kept.anyOf ?? kept.oneOf) as unknown[] | undefined
  if (variants !== undefined) {
    // Strict providers know `anyOf` alone.
    delete kept.oneOf
    kept.anyOf = variants.map((child, index) => walk(child, `${index}`))
  }
  if (kept.const !== undefined) {
    kept.enum = [kept.const]
    delete kept.const
  }
  // Longer lists are refused; what was answered is checked against them all the same.
  if (Array.isArray(kept.enum) && kept.enum.length > longestEnum) delete kept.enum
  if (kept.$defs !== undefined)
    kept.$defs = Object.fromEntries(
      Object.entries(kept.$defs as Record<string, Json>).map(([key, child]) => [key, walk(child, key)]),
    )
  return kept
}

const longestEnum = 250

/** Moves limits that strict providers refuse, or that say nothing, out of the schema. */
const sayLimits = (node: Json): Json => {
  const { minLength, maxLength, minItems, maxItems, minimum, maximum, default: _, format: __, ...kept } = node
  const bounds = { ...bound('minimum', minimum), ...bound('maximum', maximum) }
  const said = [
    range(minLength, maxLength, 'characters'),
    range(minItems, maxItems, 'items'),
    range(bounds.minimum, bounds.maximum, ''),
  ].filter((text) => text !== '')
  if (said.length === 0) return kept
  const description = [kept.description, `(${said.join('; ')})`].filter((text) => text !== undefined).join(' ')
  return { ...kept, description }
}

/** Every integer has the bounds of a safe integer; they are nobody's wish. */
const bound = (key: string, value: unknown): Record<string, unknown> =>
  typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER ? { [key]: value } : {}

const range = (min: unknown, max: unknown, unit: string): string => {
  const parts = [min === undefined ? '' : `at least ${min}`, max === undefined ? '' : `at most ${max}`]
  const text = parts.filter((part) => part !== '').join(', ')
  return text === '' ? '' : `${text} ${unit}`.trim()
}
