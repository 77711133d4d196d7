import { describe, expect, it } from 'vitest'
import { refuseUnstorable } from '../../../src/api/storable.ts'

const pathOf = (value: unknown, prefix = '') => {
  try {
    refuseUnstorable(value, prefix)
    return null
  } catch (error) {
    return (error as { details: { path: string }[] }).details[0]?.path
  }
}

describe('refuseUnstorable', () => {
  it('lets through whatever Postgres can keep', () => {
    expect(pathOf({ a: ['\u200b\u202e😀', 1, null, true, { b: '\ufeff\u0001' }] })).toBeNull()
  })

  it('names the field that holds a NUL byte or half of a surrogate pair', () => {
    expect(pathOf({ a: [{ b: 'x\u0000' }] })).toBe('a.0.b')
    expect(pathOf({ a: '\ud83d' })).toBe('a')
    expect(pathOf({ 'k\u0000': 1 })).toBe('k\\u0000')
    expect(pathOf({ q: '\u0000' }, 'query')).toBe('query.q')
    expect(pathOf('\u0000')).toBe('')
  })

  it('refuses nesting without end before the stack does', () => {
    const deep = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`)

    expect(pathOf({ extras: deep })).toMatch(/^extras\.0\.0/)
  })
})
