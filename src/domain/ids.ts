import { createHash } from 'node:crypto'

/** Lower-case hex SHA-256 of a UTF-8 string. */
export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

const namespace = Buffer.from('6f1a1d0e8f0b5b7c9a5d2c1e4b3a7f60', 'hex')

/**
 * Name-based UUID (RFC 9562 version 5) of the parts, which are joined with U+001F. Racing creators of the same
 * thing therefore write the same row.
 */
export const uuidv5 = (...parts: readonly string[]): string => {
  const hash = createHash('sha1').update(namespace).update(parts.join('\u001f'), 'utf8').digest().subarray(0, 16)
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  const hex = hash.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
