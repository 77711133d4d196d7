import { describe, expect, it } from 'vitest'
import { isSameText, mayMeanTheSame, textKey } from '../../../../src/domain/observation/text-values.ts'

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

  it.each([
    ['three words of four', 'harbour dredging permit signed', 'harbour dredging permit missing', true],
    ['two words of three', 'harbour dredging permit', 'harbour dredging levy', false],
    ['both words in a text twice as long', 'dredging permit', 'dredging permit, signed at the lighthouse', true],
    ['both words in a much longer text', 'dredging permit', 'dredging permit signed by mail from Dover', false],
    [
      'three words in a text of seven',
      'dredging permit signed',
      'dredging permit signed by hand, lighthouse keeper agrees',
      true,
    ],
    ['the only word, said again', 'the dredger', 'a dredger', true],
    ['the only word in a text of two', 'dredger', 'dredger hire', false],
  ])('are compared by the share of telling words they have in common: %s', (_what, one, other, same) => {
    expect(isSame(one, other)).toBe(same)
    expect(isSame(other, one)).toBe(same)
  })

  it.each([
    ['approval of the winter berth plan for 2026', 'approval of the winter berth plan for 2027', false],
    ['slots 1 and 23 of the long north pier', 'slots 12 and 3 of the long north pier', false],
    ['slots 7 and 3 of the long north pier', 'slots 3 and 7 of the long north pier', true],
  ])('differ where their numbers do: "%s", "%s"', (one, other, same) => {
    expect(isSame(one, other)).toBe(same)
  })

  it.each([
    ['It was there, then!', 'it was there then'],
    ['The keel of the dredger', 'keel dredger'],
    ["They don't; nobody can't", 'not not not'],
  ])('read %j as %j', (said, key) => {
    expect(textKey(said)).toBe(key)
  })

  it('have keys that end with a word, however long the text is', () => {
    expect(textKey('mast '.repeat(100))).toBe('mast '.repeat(32).trimEnd())
  })
})

describe('texts that may mean the same', () => {
  it.each([
    ['the levy waits for the council', 'the council has the levy', true],
    ['the levy is due on Friday', 'pay the levy by Friday', true],
    ['the levy is due on Friday', 'pay the levy by Monday', false],
    ['open from June to August', 'from August, June at the latest', true],
    ['open from June', 'open from July', false],
    ['two hulls, 14 berths', '14 berths', true],
    ['12 berths', '14 berths', false],
    ['some berths', '', false],
    ['', 'some berths', false],
  ])('"%s", "%s": %s', (one, other, may) => {
    expect(mayMeanTheSame(textKey(one), textKey(other))).toBe(may)
  })
})
