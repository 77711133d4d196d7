import { AppError } from '../domain/errors.ts'

const deepest = 32
const loneSurrogate = /\p{Surrogate}/u

/**
 * Refuses what Postgres cannot keep: NUL bytes, halves of surrogate pairs, and nesting without end. One check for
 * every string of a request, so that no field can be forgotten.
 */
export const refuseUnstorable = (value: unknown, path: string, depth = 0): void => {
  if (typeof value === 'string') return refuseText(value, path)
  if (typeof value !== 'object' || value === null) return
  if (depth >= deepest) throw invalid(path, `is nested deeper than ${deepest} levels`)
  for (const [key, inner] of Object.entries(value)) {
    const at = path === '' ? key : `${path}.${key}`
    refuseText(key, at)
    refuseUnstorable(inner, at, depth + 1)
  }
}

const refuseText = (text: string, path: string): void => {
  if (text.includes('\u0000')) throw invalid(path, 'holds a NUL byte (U+0000), which cannot be stored')
  if (loneSurrogate.test(text)) throw invalid(path, 'holds half of a surrogate pair, which is not valid Unicode')
}

const invalid = (path: string, message: string): AppError => {
  const shown = path.replaceAll('\u0000', '\\u0000')
  return new AppError('invalid_request', `${shown || 'The body'} ${message}.`, { details: [{ path: shown, message }] })
}
