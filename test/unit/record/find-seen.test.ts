import { describe, expect, it } from 'vitest'
import { findSeen } from '../../../src/record/find-seen.ts'

type Args = Parameters<typeof findSeen>

/** An entity that was seen all through March, and a meeting in April that names it `times` times. */
const seenAfter = (times: number) => {
  const change = { replaced: [{ meetingId: 'm', isNew: true }], putSources: [], removedSources: [] }
  const changed = { moved: new Set(), before: new Map(), meansOtherwise: new Set() }
  const inserted = Array.from({ length: times }, () => ({ nameId: 'n', meetingId: 'm' }))
  const spotted = {
    meetings: new Map([['m', { occurredAt: '2026-04-02T09:00:00Z' }]]),
    mentions: { inserted, deleted: [], moved: [] },
  }
  const stored = { live: true, firstSeen: new Date('2026-03-01T09:00:00Z'), lastSeen: new Date('2026-03-31T09:00:00Z') }
  const context = { tx: undefined, tenantId: 't', names: { entityOf: () => 'e' } } as unknown as Args[0]
  const changes = { change, changed, spotted } as unknown as Args[1]
  const refolded = [{ entity: { id: 'e', names: [{ id: 'n' }] } }] as unknown as Args[3]
  return findSeen(context, changes, new Map([['e', stored]]) as unknown as Args[2], refolded)
}

describe('when an entity was seen', () => {
  it('is widened without asking the database, however often a meeting names it', async () => {
    const april = { first: Date.UTC(2026, 2, 1, 9), last: Date.UTC(2026, 3, 2, 9) }
    expect((await seenAfter(1)).get('e')).toEqual(april)
    expect((await seenAfter(300_000)).get('e')).toEqual(april)
  }, 5_000)
})
