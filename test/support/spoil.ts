import fc from 'fast-check'

/** One way to spoil one field: which (an index into all fields, deep ones too) and how. */
export type Spoiling = { place: number; way: (typeof ways)[number] }
const ways = ['type', 'huge', 'null', 'unicode', 'negative', 'missing', 'extra', 'proto', 'nested'] as const

export const spoiling: fc.Arbitrary<Spoiling> = fc.record({ place: fc.nat(), way: fc.constantFrom(...ways) })

type Holder = Record<string, unknown> | unknown[]

/** Spoils a copy of a body and tells where, as a path such as `participants.0.name`; undefined where there is no field. */
export const spoil = (body: unknown, { place, way }: Spoiling): { body: unknown; path: string } | undefined => {
  const root = { body: structuredClone(body) }
  const fields = fieldsOf(root, [])
  const field = fields[place % fields.length]
  if (!field) return undefined
  const { holder, key, path } = field
  const at = holder as Record<string, unknown>
  if (way === 'missing') {
    if (Array.isArray(holder)) holder.splice(Number(key), 1)
    else delete at[key]
  } else if (way === 'extra' && typeof at[key] === 'object' && at[key] !== null && !Array.isArray(at[key]))
    (at[key] as Record<string, unknown>).surprise = { deep: [1] }
  else if (way === 'proto')
    at[key] = JSON.parse('{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}')
  else at[key] = spoilt(way, at[key])
  return { body: root.body, path: path.slice(1).join('.') }
}

const spoilt = (way: Spoiling['way'], value: unknown): unknown => {
  switch (way) {
    case 'huge':
      return typeof value === 'number' ? 1e308 : Array.isArray(value) ? Array(2_000).fill('x') : 'x'.repeat(50_000)
    case 'null':
      return null
    case 'unicode':
      return 'a\u0000b\uD800c\u202E\uFFFF\u{10FFFF}'
    case 'negative':
      return -1.5
    case 'nested':
      return JSON.parse(`${'['.repeat(200)}${']'.repeat(200)}`)
    default:
      return typeof value === 'string' ? 7 : typeof value === 'number' ? 'seven' : typeof value === 'boolean' ? 2 : 'x'
  }
}

const fieldsOf = (holder: Holder, path: readonly string[]): { holder: Holder; key: string; path: string[] }[] =>
  Object.entries(holder).flatMap(([key, value]) => [
    { holder, key, path: [...path, key] },
    ...(typeof value === 'object' && value !== null ? fieldsOf(value as Holder, [...path, key]) : []),
  ])
