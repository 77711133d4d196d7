import type { Sentence } from '../reading/sentence.ts'
import type { FoundName } from './found-name.ts'
import type { People } from './person.ts'

/** People who are listed or speak, where they are named in a sentence, by full or unambiguous first name with a capital. */
export const peopleIn = (sentence: Sentence, people: People, personType: string): FoundName[] => {
  const found: FoundName[] = []
  for (let at = 0; at < sentence.tokens.length; at++) {
    const token = sentence.tokens[at]
    if (!token || !/\p{Lu}/u.test(sentence.text[token.start - sentence.start] ?? '')) continue
    const next = sentence.tokens[at + 1]
    const two = next ? sentence.text.slice(token.start - sentence.start, next.end - sentence.start) : ''
    const full = two ? people.resolve(two) : undefined
    const name = full ?? people.resolve(token.norm)
    if (!name) continue
    const end = full && next ? next.end : token.end
    found.push({
      type: personType,
      surface: name,
      generic: false,
      segment: sentence.segment,
      start: token.start,
      end,
      aliasOf: null,
    })
    if (full) at++
  }
  return found
}
