import { beginsSentence } from './accepts-spelling.ts'
import type { Name } from './name.ts'
import { isOrdinaryWord } from './ordinary-words.ts'
import type { Spot, SpottedText } from './spot-names.ts'

/**
 * First and last names by which people of the meeting are called in a text, besides the names that were spotted in it.
 * Words that are said every day too have to be written as a name where nothing else asks for a capital.
 */
export const spotPeople = (
  { text, segment, words }: SpottedText,
  spots: readonly Spot[],
  people: ReadonlyMap<string, Name>,
): Spot[] => {
  const found: Spot[] = []
  const known = [...spots]
  for (const word of words) {
    const person = people.get(word.text)
    if (!person || !word.head || !word.tail || !isCalled(text, word)) continue
    const at = known.findIndex((spot) => word.start < spot.end && word.end > spot.start)
    const spot = known[at]
    if (spot === undefined)
      found.push({
        segment,
        start: word.start,
        end: word.end,
        surface: text.slice(word.start, word.end),
        names: [person],
      })
    else if (spot.start === word.start && spot.end === word.end && !spot.names.some(({ type }) => type === person.type))
      known[at] = { ...spot, names: [...spot.names, person] }
  }
  return [...known, ...found].sort((a, b) => a.start - b.start)
}

const isCalled = (text: string, { text: key, start, end }: { text: string; start: number; end: number }): boolean =>
  /^\p{Lu}\p{Ll}/u.test(text.slice(start, end)) &&
  (!isOrdinaryWord(key) || !beginsSentence(text, start) || text[end] === ',')
