import { randomBytes } from 'node:crypto'
import { sha256 } from '../../domain/ids.ts'

/** A new key: `tl_` + what it is recognised by + 160 random bits. Only the hash is ever stored. */
export const newApiKey = (): { key: string; prefix: string; hash: string } => {
  const prefix = `tl_${randomBytes(4).toString('hex')}`
  const key = `${prefix}_${randomBytes(20).toString('hex')}`
  return { key, prefix, hash: hashApiKey(key) }
}

/** Plain SHA-256 is enough for a secret of 160 random bits: there is nothing to guess. */
export const hashApiKey = (key: string): string => sha256(key)
