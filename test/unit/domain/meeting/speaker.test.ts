import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeParticipants } from '../../../../src/domain/meeting/merge-participants.ts'
import { cleanSpeaker, isPlaceholderSpeaker, speakerKey } from '../../../../src/domain/meeting/speaker.ts'

describe('cleanSpeaker', () => {
  it.each([
    ['  Ana   Ruiz ', 'Ana Ruiz'],
    ['Ana:', 'Ana'],
    ['\u202EAna\u202C\u200B', 'Ana'],
    ['A\tB', 'A B'],
    ['דנה לוי', 'דנה לוי'],
    [' \u200B ', null],
    [':', null],
    ['', null],
    [null, null],
  ])('shows %j as %j', (given, expected) => {
    expect(cleanSpeaker(given)).toBe(expected)
  })

  it.each([
    ['Ana ::', 'Ana'],
    ['Ana： ', 'Ana'],
    [`${'x'.repeat(300)}`, 'x'.repeat(200)],
    [`${'x'.repeat(199)}😀`, 'x'.repeat(199)],
    [`${'\u200B'.repeat(1000)}Ana`, null],
  ])('shortens %j', (given, expected) => {
    expect(cleanSpeaker(given)).toBe(expected)
  })

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => cleanSpeaker(cleanSpeaker(name)) === cleanSpeaker(name)),
    )
  })
})

describe('speakerKey', () => {
  it('joins spellings of one name', () => {
    const keys = ['Ana Ruiz', ' ana  ruiz', 'Ana\u200B Ruiz (Acme)', 'ANA RUIZ [Host]', 'Ana Ruiz:'].map(speakerKey)

    expect(new Set(keys)).toEqual(new Set(['ana ruiz']))
  })
})

describe('isPlaceholderSpeaker', () => {
  it.each([
    'Speaker 1',
    'SPEAKER_00',
    'speaker',
    'Unknown',
    'unknown speaker',
    'Participant 12',
    'Guest',
    'S1',
    'A',
    '0',
    'Agent',
    'Customer',
    'Speaker A (Acme)',
  ])('sees that %s is nobody', (name) => {
    expect(isPlaceholderSpeaker(name)).toBe(true)
  })

  it.each(['Ana', 'MF', 'Dr. Speaker', 'Al', 'Su', 'SG', 'Guest Rivera', 'Customer Success', 'pk910'])(
    'takes %s for a name',
    (name) => {
      expect(isPlaceholderSpeaker(name)).toBe(false)
    },
  )
})

describe('mergeParticipants', () => {
  it('keeps what was declared and adds who else spoke, once each', () => {
    const declared = [{ name: 'Ana Ruiz', email: 'ana@example.org' }]

    const merged = mergeParticipants(declared, ['ana ruiz', 'Ben (Acme)', null, 'Speaker 2', 'BEN', 'Ana Ruiz (Host)'])

    expect(merged).toEqual([{ name: 'Ana Ruiz', email: 'ana@example.org' }, { name: 'Ben' }])
  })
})
