import { describe, expect, it } from 'vitest'
import { isSameText, textKey } from '../../../../src/domain/observation/text-values.ts'

const isSame = (one: string, other: string): boolean => isSameText(textKey(one), textKey(other))

describe('free texts', () => {
  it.each([
    ['the bank has signed the lease', 'the bank has not signed the lease'],
    ["the sail maker hasn't answered the second letter", 'the sail maker has answered the second letter'],
    ['the mast can be stepped in the yard', "the mast can't be stepped in the yard"],
    ['the crew was paid for the crossing', 'the crew was never paid for the crossing'],
    ['a berth for the winter', 'no berth for the winter'],
  ])('differ where one alone denies: "%s", "%s"', (one, other) => {
    expect(textKey(one)).not.toBe(textKey(other))
    expect(isSame(one, other)).toBe(false)
  })

  it.each([
    ["the bank hasn't signed the lease", 'the bank has not signed the lease yet'],
    ['We cannot reach the rigger in Poole', "we can't reach the rigger in Poole"],
    ['nobody answers at the boat yard', 'no answers at the boat yard'],
  ])('are one where both deny, whatever the word: "%s", "%s"', (one, other) => {
    expect(isSame(one, other)).toBe(true)
  })
})
