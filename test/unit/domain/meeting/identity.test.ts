import { describe, expect, it } from 'vitest'
import { type IdentityInput, meetingIdentity } from '../../../../src/domain/meeting/identity.ts'

const meeting = (change: Partial<IdentityInput> = {}): string =>
  meetingIdentity({
    source: 'api',
    externalId: null,
    contentHash: 'c0ffee',
    declared: { occurredAtMs: 0, precision: 'instant' },
    series: null,
    ...change,
  })

describe('meetingIdentity', () => {
  it('is the external id within its source, whatever the content', () => {
    expect(meeting({ externalId: '42', contentHash: 'other' })).toBe('ext:api:42')
    expect(meeting({ externalId: '42', source: 'zoom' })).not.toBe(meeting({ externalId: '42' }))
  })

  it('keeps a colon in the source apart from one in the id', () => {
    expect(meeting({ source: 'a:b', externalId: 'c' })).not.toBe(meeting({ source: 'a', externalId: 'b:c' }))
  })

  it('never changes, since meetings that are stored are found by it', () => {
    expect([meeting(), meeting({ declared: null }), meeting({ series: 'weekly' })]).toEqual([
      'hash:7fdea0cbd2eaa3b447098c019248d235e0a823b5717114ede311c833a4ec37ea',
      'hash:5f6b29ccc82342f98823c46f9b501061e5c7bf3a0223549d6fb78410bbae1804',
      'hash:185a07039170681ae7078864fa3cacd651d41cc1a352d51d1cbec2267fbea06b',
    ])
  })

  it('is content, declared time and series otherwise', () => {
    const all = [
      meeting(),
      meeting({ contentHash: 'other' }),
      meeting({ declared: { occurredAtMs: 1, precision: 'instant' } }),
      meeting({ declared: { occurredAtMs: 0, precision: 'day' } }),
      meeting({ declared: null }),
      meeting({ series: 'weekly' }),
    ]

    expect(new Set(all).size).toBe(all.length)
    expect(meeting()).toBe(meeting())
    expect(meeting({ source: 'upload' })).toBe(meeting())
  })
})
