import { describe, expect, it } from 'vitest'
import { type DigestInput, digest, digestLines } from '../../../../src/domain/record/digest.ts'
import { aName } from '../../../factories/names.ts'

const evidence = [{ segmentIndex: 4, speaker: 'Ida', startMs: 20_000, quote: 'it is done' }]
const names = ['Tide Clock', 'clock of tides', 'Clock of Tides'].map((surface) => aName(surface))
const state = {
  ...{ entityId: 'e', dimension: 'status', item: '', value: { text: 'done', key: 'done' }, since: '2026-01-01' },
  ...{ orderKey: 'K', confidence: 90, evidence },
} as DigestInput['states'][number]
const transition: DigestInput['transitions'][number] = {
  ...{ entityId: 'e', dimension: 'status', item: '', from: 'open', to: 'done', fromSince: '2025-12-01' },
  ...{ validAt: '2026-01-01', orderKey: 'K', meetingId: 'm', category: 'completed', reason: 'so said' },
  ...{ reasonSource: 'pattern', confidence: 90, allowed: true, conflicting: [], evidence },
}
const record: DigestInput = {
  entities: [{ id: 'e', type: 'feature', name: 'Tide Clock', names }],
  states: [state],
  transitions: [transition],
}

describe('the digest of a record', () => {
  it('has a line for each thing, each state and each change, in order', () => {
    expect(digestLines(record).map((line) => JSON.parse(line))).toEqual([
      ['entity', 'feature | Tide Clock', ['Clock of Tides']],
      ['state', 'feature | Tide Clock', 'status', 'done', '2026-01-01', 'K', 90, ['4:it is done']],
      [
        ...[
          'transition',
          'feature | Tide Clock',
          'status',
          'open',
          'done',
          '2025-12-01',
          '2026-01-01',
          'K',
          'completed',
        ],
        ...[true, 90, ['4:it is done']],
      ],
    ])
  })

  it('is the same for the same record, in whatever order it is given', () => {
    const other = {
      ...record,
      entities: [{ id: 'e', type: 'feature', name: 'Tide Clock', names: [...names].reverse() }],
    }
    const twice = { ...record, states: [state, { ...state, dimension: 'owner' }] }

    expect(digest(other)).toBe(digest(record))
    expect(digest({ ...twice, states: [...twice.states].reverse() })).toBe(digest(twice))
  })

  it('lists aliases in one order', () => {
    const many = {
      ...record,
      entities: [{ id: 'e', type: 'feature', name: 'X', names: ['b', 'A', 'c'].map((one) => aName(one)) }],
    }

    expect(JSON.parse(digestLines(many)[0] ?? '')[2]).toEqual(['A', 'b', 'c'])
  })

  it('does not see ids of things, but sees what they are', () => {
    const renumbered = {
      entities: record.entities.map((entity) => ({ ...entity, id: 'f' })),
      states: [{ ...state, entityId: 'f' }],
      transitions: [{ ...transition, entityId: 'f', meetingId: 'n' }],
    }

    expect(digest(renumbered)).toBe(digest(record))
    expect(digest({ ...record, states: [] })).not.toBe(digest(record))
    expect(digestLines({ ...record, entities: [] })[0]).toContain('"?"')
  })
})
