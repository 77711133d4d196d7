import { describe, expect, it } from 'vitest'
import { meetingPeople } from '../../../../src/domain/record/meeting-people.ts'

const people = (listed: string[], speakers: (string | null)[] = []) =>
  meetingPeople(
    { participants: listed.map((name) => ({ name })) },
    speakers.map((speaker) => ({ speaker })),
  )

describe('who takes part', () => {
  it.each([
    ['everybody once, as listed first', ['Ida Moor', 'ida moor', 'Ben Okoye (Acme)'], [], ['Ida Moor', 'Ben Okoye']],
    [
      'who speaks and is not listed',
      ['Ida Moor'],
      ['Ben Okoye', null, 'Ben Okoye', 'IDA MOOR'],
      ['Ida Moor', 'Ben Okoye'],
    ],
    ['nobody twice by a first name', ['Ida Moor'], ['Ida', 'Moor', 'IM', 'Cy'], ['Ida Moor', 'Cy']],
    ['two who share a first name', ['Ida Moor', 'Ida Lund'], ['Ida'], ['Ida Moor', 'Ida Lund', 'Ida']],
    ['no voice that is only numbered', ['Speaker 3'], ['Unknown', '12', '—'], []],
    ['no sentence', ['Everybody from the third floor office', 'Ana Maria de la Cruz'], [], ['Ana Maria de la Cruz']],
    ['no sentence that speaks', [], ['Recorded live in the old town', 'Ida'], ['Ida']],
  ])('is %s', (_what, listed, speakers, expected) => {
    expect(people(listed, speakers).names).toEqual(expected)
  })
})

describe('a short form', () => {
  it.each([
    ['Ida', 'Ida Moor'],
    ['moor', 'Ida Moor'],
    ['IM', 'Ida Moor'],
    ['ida moor', 'ida moor'],
    ['Ana', 'Ana Maria Cruz'],
    ['Cruz', 'Ana Maria Cruz'],
    ['AMC', 'Ana Maria Cruz'],
    ['Maria', 'Maria'],
    ['Zed', 'Zed'],
  ])('%s means %s', (said, full) => {
    expect(people(['Ida Moor', 'Ana Maria Cruz', 'Cy']).fullName(said)).toBe(full)
  })

  it('of two people means neither, and a whole name means its own', () => {
    const { shortForms, fullName } = people(['Ida Moor', 'Ida Lund', 'Ben'], ['Ben Lund'])

    expect([...shortForms].sort()).toEqual([
      ['bl', 'Ben Lund'],
      ['il', 'Ida Lund'],
      ['im', 'Ida Moor'],
      ['moor', 'Ida Moor'],
    ])
    expect(fullName('Ben')).toBe('Ben')
  })

  it('may mean somebody who only speaks', () => {
    expect(people(['Ida Moor'], ['Ben Okoye']).fullName('Okoye')).toBe('Ben Okoye')
  })
})
