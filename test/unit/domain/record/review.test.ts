import { describe, expect, it } from 'vitest'
import { claimOf, parseReviewId, type ReviewSubject, reviewIdOf } from '../../../../src/domain/record/review-id.ts'
import { reasonsOf } from '../../../../src/domain/record/review-reasons.ts'

const [low, high, meetingId] = [1, 2, 3].map((n) => `0000000${n}-0000-5000-8000-00000000000${n}`) as [
  string,
  string,
  string,
]
const claim = claimOf({ dimension: 'status', op: 'set', value: 'done' })

describe('the id of what is reviewed', () => {
  const subjects: ReviewSubject[] = [
    { kind: 'claim', meetingId, nameId: low, claim },
    { kind: 'merge', nameId: low, otherId: high },
    { kind: 'unlinked', meetingId, nameId: low },
    { kind: 'type', nameId: low },
  ]

  it.each(subjects)('tells what it is about: $kind', (subject) => {
    expect(reviewIdOf(subject).split('.')[0]).toBe(subject.kind)
    expect(parseReviewId(reviewIdOf(subject))).toEqual(subject)
  })

  it('is one for two names, whichever is told first', () => {
    expect(reviewIdOf({ kind: 'merge', nameId: high, otherId: low })).toBe(
      reviewIdOf({ kind: 'merge', nameId: low, otherId: high }),
    )
  })

  it.each([
    ['nothing', ''],
    ['another kind', `state.${low}`],
    ['a kind of every object', `constructor.${low}`],
    ['half a claim', `claim.${meetingId}.${low}`],
    ['a claim that is no hash', `claim.${meetingId}.${low}.${'x'.repeat(16)}`],
    ['one name too few', `merge.${low}`],
    ['one name too many', `type.${low}.${high}`],
    ['what stands before', ` type.${low}`],
    ['what stands behind', `type.${low}\n`],
    ['no UUID', 'type.1'],
    ['another separator', `type-${low}`],
    ['capitals', `type.${low.replace('8', 'A')}`],
  ])('is not %s', (_what, id) => {
    expect(parseReviewId(id)).toBeNull()
  })
})

describe('a claim in one word', () => {
  const said = { dimension: 'status', op: 'set', value: 'Done' } as const

  it('is the same however the value is spelled, and whether it is set or added', () => {
    expect(claimOf({ ...said, value: 'DONE' })).toBe(claimOf(said))
    expect(claimOf({ ...said, op: 'add' })).toBe(claimOf(said))
    expect(claimOf(said)).toMatch(/^[0-9a-f]{16}$/)
  })

  it('is another one of another dimension, move or value', () => {
    const others = [{ dimension: 'stage' }, { op: 'resolve' as const }, { value: 'open' }, { value: null }]

    expect(new Set([said, ...others.map((other) => ({ ...said, ...other }))].map(claimOf)).size).toBe(5)
    expect(claimOf({ ...said, value: null })).toBe(claimOf({ ...said, value: '' }))
  })
})

describe('reasons to look again', () => {
  const sound = { confidence: 60, conflicting: [], allowed: true, penalty: 7, others: [] }

  it.each([
    [{}, []],
    [{ confidence: 59 }, ['low_confidence']],
    [{ conflicting: ['open'] }, ['conflict']],
    [{ allowed: false }, ['forbidden_move']],
    [{ penalty: 8 }, ['weak_link']],
    [{ others: ['other name'] }, ['weak_link']],
    [
      { confidence: 1, conflicting: ['open'], allowed: false, penalty: 30, others: ['other name'] },
      ['low_confidence', 'conflict', 'forbidden_move', 'weak_link'],
    ],
  ])('of %j are %j', (change, reasons) => {
    expect(reasonsOf({ ...sound, ...change })).toEqual(reasons)
  })
})
