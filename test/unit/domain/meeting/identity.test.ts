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
