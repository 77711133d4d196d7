import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/** Keeps short secrets that have to be read again. Without a key it keeps them as they are. */
export type SecretBox = {
  /** `place` is what the secret belongs to; what was sealed for one place cannot be opened for another. */
  seal: (secret: string, place: string) => string
  /** Throws `SealedError` when no key fits, or when the text or its place was changed. */
  open: (kept: string, place: string) => string
  /** Kept in the clear though there is a key, or sealed with a key that is not the first. */
  isStale: (kept: string) => boolean
}

/** The message names the key that would fit, never what is sealed. */
export class SealedError extends Error {
  override readonly name = 'SealedError'
}

const mark = 'sealed.v1.'
const cipher = 'aes-256-gcm'

/** `keys` have 32 bytes each: the first seals, all of them open, so that keys can be changed one after the other. */
export const createSecretBox = (keys: readonly Buffer[]): SecretBox => {
  const byId = new Map(keys.map((key) => [idOf(key), key]))
  const first = keys[0]
  return {
    seal: (secret, place) => {
      if (first === undefined) return secret
      const iv = randomBytes(12)
      const sealing = createCipheriv(cipher, first, iv).setAAD(Buffer.from(place))
      const body = Buffer.concat([sealing.update(secret, 'utf8'), sealing.final()])
      return `${mark}${idOf(first)}.${Buffer.concat([iv, sealing.getAuthTag(), body]).toString('base64url')}`
    },
    open: (kept, place) => {
      if (!kept.startsWith(mark)) return kept
      const [id = '', text = ''] = kept.slice(mark.length).split('.')
      const key = byId.get(id)
      if (key === undefined) throw new SealedError(`the secret is sealed with the key ${id}, which SECRETS_KEY lacks`)
      const bytes = Buffer.from(text, 'base64url')
      try {
        const opening = createDecipheriv(cipher, key, bytes.subarray(0, 12), { authTagLength: 16 })
          .setAAD(Buffer.from(place))
          .setAuthTag(bytes.subarray(12, 28))
        return Buffer.concat([opening.update(bytes.subarray(28)), opening.final()]).toString('utf8')
      } catch (error) {
        throw new SealedError(`the secret cannot be opened with the key ${id}: it was changed`, { cause: error })
      }
    },
    isStale: (kept) => first !== undefined && !kept.startsWith(`${mark}${idOf(first)}.`),
  }
}

/** Names a key without telling it. */
const idOf = (key: Buffer): string =>
  createHash('sha256').update('throughline key id').update(key).digest('hex').slice(0, 8)
