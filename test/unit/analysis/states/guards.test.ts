import { describe, expect, it } from 'vitest'
import { extract, shortForm } from '../read-one.ts'

const said = async (...lines: string[]): Promise<string[]> => (await extract(lines)).observations.map(shortForm)
const topic = 'Ana Ruiz: Next is the kennel roof.'

describe('what is not meant', () => {
  it.each([
    "Ben Moor: The kennel roof is stuck. Well, no, that's unfair. They are only slow.",
    'Ben Moor: The kennel roof is stuck. Just kidding.',
    'Ben Moor: The kennel roof is stuck. Scratch that.',
  ])('is taken back in the next breath: %s', async (line) => {
    expect(await said(topic, line)).toContain('? status=blocked superseded')
  })

  it('stays as it is when something else is taken back', async () => {
    expect(
      await said(topic, "Ben Moor: The kennel roof is stuck. The builders say that's not right for June."),
    ).toContain('kennel roof status=blocked asserted')
  })

  it('gives nothing to a person who only feels something', async () => {
    const found = await said(topic, "Ben Moor: Cleo's going to hate me.", 'Cleo Diaz: Yes.')
    expect(found.filter((one) => one.includes('owner'))).toEqual([])
  })

  it('takes no clause with a verb of its own for what is waited for', async () => {
    const found = await said(topic, 'Ben Moor: Two that I am still waiting for, the roofers are slow there.')
    expect(found.filter((one) => one.includes('blocker'))).toEqual([])
  })

  it('takes an answer that is promised for no date of the thing', async () => {
    const found = await said(topic, 'Ben Moor: You will have an answer from me by March 14.')
    expect(found.filter((one) => one.includes('due_date'))).toEqual([])
  })
})

it('turns to no person who is called by a role', async () => {
  const found = await said(
    topic,
    'Ben Moor: The harbour chief. Yes.',
    'Ben Moor: It is stuck. The harbour chief knows.',
  )
  expect(found.some((one) => one.startsWith('harbour chief'))).toBe(false)
})
