import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createSecretBox, SealedError } from '../../../src/platform/secret-box.ts'

const [one, two] = [randomBytes(32), randomBytes(32)]
const secret = 'whsec_of-a-greenhouse'

describe('a box for secrets', () => {
  it('gives back what it was given, and shows none of it', () => {
    const box = createSecretBox([one])
    const kept = box.seal(secret, 'w-1')

    expect(kept).not.toContain('greenhouse')
    expect(box.seal(secret, 'w-1')).not.toBe(kept)
    expect(box.open(kept, 'w-1')).toBe(secret)
  })

  it('opens with every key of the list and seals with the first', () => {
    const before = createSecretBox([one]).seal(secret, 'w-1')
    const box = createSecretBox([two, one])

    expect(box.open(before, 'w-1')).toBe(secret)
    expect(box.isStale(before)).toBe(true)
    expect(box.isStale(box.seal(secret, 'w-1'))).toBe(false)
    expect(() => createSecretBox([two]).open(before, 'w-1')).toThrow(SealedError)
  })

  it('opens nothing for another place, and nothing that was changed', () => {
    const box = createSecretBox([one])
    const kept = box.seal(secret, 'w-1')
    const end = kept.at(-3) === 'A' ? 'B' : 'A'

    expect(() => box.open(kept, 'w-2')).toThrow(SealedError)
    expect(() => box.open(`${kept.slice(0, -3)}${end}${kept.slice(-2)}`, 'w-1')).toThrow(SealedError)
    expect(() => box.open(kept.slice(0, 40), 'w-1')).toThrow(SealedError)
  })

  it('keeps secrets as they are without a key, and takes them up when it has one', () => {
    const open = createSecretBox([])

    expect(open.seal(secret, 'w-1')).toBe(secret)
    expect(open.isStale(secret)).toBe(false)
    expect(createSecretBox([one]).open(secret, 'w-1')).toBe(secret)
    expect(createSecretBox([one]).isStale(secret)).toBe(true)
  })
})
