import { AppError } from '../domain/errors.ts'

const deepest = 32
const loneSurrogate = /\p{Surrogate}/u

/**
 * Refuses what Postgres cannot keep: NUL bytes, halves of surrogate pairs, and nesting without end. One check for
 * every string of a request, so that no field can be forgotten.
 */
export const refuseUnstorable = (value: unknown, prefix: string): void => {
  const found = find(value, 0)
  if (found === null) return
  const path = [prefix, ...found.path.reverse()].filter((part) => part !== '').join('.')
  const shown = path.replaceAll('\u0000', '\\u0000').replaceAll(/\p{Surrogate}/gu, '\ufffd')
  throw new AppError('invalid_request', `${shown || 'The body'} ${found.message}.`, {
    details: [{ path: shown, message: found.message }],
  })
}

/** The path is put together on the way back, innermost part first: it costs nothing while all is well. */
type Found = { path: string[]; message: string }

const find = (value: unknown, depth: number): Found | null => {
  if (typeof value === 'string') return findInText(value)
  if (typeof value !== 'object' || value === null) return null
  if (depth >= deepest) return { path: [], message: `is nested deeper than ${deepest} levels` }
  for (const key in value) {
    const found = findInName(key) ?? find((value as Record<string, unknown>)[key], depth + 1)
    if (found === null) continue
    found.path.push(key)
    return found
  }
  return null
}

/** Copied with care or not, such a name never ends well. */
const findInName = (name: string): Found | null =>
  name === '__proto__' ? { path: [], message: 'is a name that cannot be used' } : findInText(name)

const findInText = (text: string): Found | null => {
  if (text.includes('\u0000')) return { path: [], message: 'holds a NUL byte (U+0000), which cannot be stored' }
  if (!loneSurrogate.test(text)) return null
  return { path: [], message: 'holds half of a surrogate pair, which is not valid Unicode' }
}
