import { describe, expect, it } from 'vitest'
import type { LockedMeeting, MeetingFields } from '../../../src/storage/meetings.ts'
import { decideSubmission } from '../../../src/usecases/meetings/decide-submission.ts'

const fields: MeetingFields = {
  ...{ externalId: 'a', source: 'api', sourceUrl: null, contentHash: 'h1', title: 'Weekly', type: 'meeting' },
  ...{ occurredAtMs: 1000, precision: 'instant', timeZone: 'UTC', sequence: 0, orderKey: 'k' },
  ...{ project: null, account: null, series: null, language: null, userId: null, extras: {} },
  ...{ participants: [{ name: 'Ana', email: 'ana@example.com' }], personas: ['gtm'], lenses: [], questions: [] },
  ...{ instructions: null, priority: 'normal', skip: [], trackingModel: null, traceId: 't' },
}

const stored = (overrides: Partial<LockedMeeting> = {}): LockedMeeting => ({
  ...fields,
  ...{ id: 'm', occurredAt: new Date(1000), generation: 3, revision: 2, deletedAt: null, inserted: false },
  ...overrides,
})

const decide = (before: LockedMeeting, overrides: Partial<MeetingFields> = {}, told: object = {}) =>
  decideSubmission(
    before,
    { ...fields, ...overrides, declaresTime: true, namesPersonas: true, ...told },
    ({ occurredAtMs }) => `key ${occurredAtMs}`,
  )

describe('decideSubmission', () => {
  it('knows a row of its own transaction as new, and a tombstone as deleted', () => {
    expect(decide(stored({ inserted: true }))).toEqual({ kind: 'new' })
    expect(decide(stored({ deletedAt: new Date() }))).toEqual({ kind: 'deleted' })
  })

  it('takes the same again as a duplicate, in whatever order its fields come', () => {
    expect(decide(stored())).toEqual({ kind: 'duplicate' })
    expect(decide(stored({ participants: [{ email: 'ana@example.com', name: 'Ana' }] }))).toEqual({ kind: 'duplicate' })
  })

  it('ignores what nobody reads: extras, links, trace and priority', () => {
    const unread = {
      extras: { at: 2 },
      sourceUrl: 'https://example.com',
      traceId: 'other',
      priority: 'live',
      userId: 'u',
    }

    expect(decide(stored(), unread)).toEqual({ kind: 'duplicate' })
  })

  it.each([
    ['title', { title: 'Other' }],
    ['time', { occurredAtMs: 2000 }],
    ['series', { series: 's' }],
    ['participants', { participants: [] }],
  ])('takes another %s as the next generation of the same transcript', (_name, overrides) => {
    expect(decide(stored(), overrides)).toMatchObject({
      ...{ kind: 'generation', generation: 4, revision: 2, newTranscript: false },
      fields: overrides,
    })
  })

  it('takes another transcript as the next generation and revision', () => {
    expect(decide(stored(), { contentHash: 'h2' })).toMatchObject({ generation: 4, revision: 3, newTranscript: true })
  })

  it('leaves the time alone when the submission tells none', () => {
    const received = { occurredAtMs: 9000, precision: 'received' }

    expect(decide(stored(), received, { declaresTime: false })).toEqual({ kind: 'duplicate' })
    expect(decide(stored(), { ...received, title: 'Other' }, { declaresTime: false })).toMatchObject({
      fields: { occurredAtMs: 1000, precision: 'instant', orderKey: 'key 1000' },
    })
  })

  it('leaves the personas alone when the submission names none', () => {
    expect(decide(stored({ personas: ['sales'] }), {}, { namesPersonas: false })).toEqual({ kind: 'duplicate' })
  })
})
