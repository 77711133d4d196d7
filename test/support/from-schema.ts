import fc from 'fast-check'

/** What of JSON Schema the API's document uses. */
export type Schema = {
  $ref?: string
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  items?: Schema
  minItems?: number
  maxItems?: number
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  format?: string
  pattern?: string
}

export type Document = { components: { schemas: Record<string, Schema> } }

/** Ids that exist, so that requests do more than miss. */
export type KnownIds = readonly string[]

const instant = fc
  .integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) })
  .map((ms) => new Date(ms).toISOString())
const words = fc.constantFrom(
  'Atlas',
  'Weekly',
  'done',
  'status',
  'feature',
  'Ana: Atlas is in progress.',
  'x',
  '日本',
  '1',
)

/** Values that a schema of the document allows. Lists and texts stay short. */
export const fromSchema = (document: Document, given: Schema, ids: KnownIds): fc.Arbitrary<unknown> => {
  const schema = resolve(document, given)
  const variants = schema.anyOf ?? schema.oneOf
  if (variants) return fc.oneof(...variants.map((one) => fromSchema(document, one, ids)))
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const [type] = [schema.type].flat()
  switch (type) {
    case 'string':
      return text(schema, ids)
    case 'integer':
    case 'number': {
      const min = Math.max(schema.minimum ?? schema.exclusiveMinimum ?? 0, -1000)
      return fc.integer({ min: Math.ceil(min), max: Math.min(schema.maximum ?? 1000, Math.ceil(min) + 1000) })
    }
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array': {
      const least = schema.minItems ?? 0
      return fc.array(fromSchema(document, schema.items ?? {}, ids), {
        minLength: least,
        maxLength: Math.max(least, Math.min(schema.maxItems ?? 3, 3)),
      })
    }
    case 'object':
      return record(document, schema, ids)
    default:
      return fc.constantFrom('x', 1, null)
  }
}

/** A schema without what it refers to; parts that hold together are one object. */
const resolve = (document: Document, schema: Schema): Schema => {
  if (schema.$ref) return resolve(document, document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {})
  if (!schema.allOf) return schema
  const parts = schema.allOf.map((part) => resolve(document, part))
  return Object.assign({}, ...parts, {
    properties: Object.assign({}, ...parts.map((part) => part.properties)),
    required: parts.flatMap((part) => part.required ?? []),
  })
}

const text = (schema: Schema, ids: KnownIds): fc.Arbitrary<unknown> => {
  if (schema.format === 'uuid') return fc.oneof(fc.constantFrom(...ids), fc.uuid({ version: 7 }))
  if (schema.format === 'date-time') return instant
  if (schema.format === 'date') return instant.map((iso) => iso.slice(0, 10))
  if (schema.format === 'uri') return fc.constant('https://example.test/hook')
  if (schema.format === 'email') return fc.constant('ana@example.test')
  if (schema.pattern) return fc.stringMatching(new RegExp(schema.pattern)).filter((found) => fits(schema, found))
  return words.filter((word) => fits(schema, word)).map((word) => word.padEnd(schema.minLength ?? 0, 'x'))
}

const fits = ({ maxLength = 10_000 }: Schema, found: string): boolean => found.length <= maxLength

const record = (document: Document, schema: Schema, ids: KnownIds): fc.Arbitrary<unknown> => {
  const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => {
    const value = fromSchema(document, field, ids)
    return [name, schema.required?.includes(name) ? value : fc.option(value, { nil: undefined, freq: 1 })] as const
  })
  return fc
    .record(Object.fromEntries(fields))
    .map((made) => Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined)))
}
