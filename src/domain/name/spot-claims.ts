import { beginsSentence } from './accepts-spelling.ts'
import { joiningWords, partWords, pointingWords, silentWords } from './claim-words.ts'
import { initialsKey } from './claims.ts'
import { isOrdinaryWord } from './ordinary-words.ts'
import type { Spot, SpottedText } from './spot-names.ts'
import { isFrame } from './title-frame.ts'
import type { Word } from './words.ts'

/** Words that are a short form of something, and how surely they are meant as one. */
export type ClaimSpot = {
  segment: number
  start: number
  end: number
  surface: string
  key: string
  /** Written as names and identifiers are; of a title all but its frame. */
  written: boolean
  /** "the shelf", or words that are not said every day: of something that was spoken of. */
  pointed: boolean
}

/** Short forms that may mean something in the meeting at hand. */
export type KnownForms = { has: (key: string) => boolean; begins: (word: string) => boolean }

const mostWords = 5

/**
 * Short forms of names in a text, where no name itself was spotted. Of those that begin at one place the longest is
 * taken of which `resolve` says what it means.
 */
export const spotClaims = <Meant>(
  forms: KnownForms,
  spotted: SpottedText,
  names: readonly Spot[],
  resolve: (spot: ClaimSpot) => Meant | undefined,
): { spot: ClaimSpot; meant: Meant }[] => {
  const { words } = spotted
  const isTaken = (word: Word): boolean => names.some(({ start, end }) => word.start < end && word.end > start)
  const found: { spot: ClaimSpot; meant: Meant }[] = []
  for (let at = 0; at < words.length; at++)
    for (const { to, spot } of claimsAt(forms, spotted, at, isTaken)) {
      const meant = resolve(spot)
      if (meant === undefined) continue
      found.push({ spot, meant })
      at = to
      break
    }
  return found
}

/** The longest first. */
function claimsAt(
  forms: KnownForms,
  spotted: SpottedText,
  at: number,
  isTaken: (word: Word) => boolean,
): { to: number; spot: ClaimSpot }[] {
  const { text, segment, words } = spotted
  const first = words[at]
  if (!first?.head || !forms.begins(first.text) || isLeftOut(first) || isQualified(spotted, at)) return []
  const found: { to: number; spot: ClaimSpot }[] = []
  let key = ''
  let count = 0
  for (let to = at; to < words.length && count < mostWords; to++) {
    const word = words[to]
    const before = words[to - 1]
    if (!word || (to > at && before && isBreak(text.slice(before.end, word.start)))) break
    if (isLeftOut(word)) {
      if (before && joiningWords.has(before.text)) break
      continue
    }
    key = key === '' ? word.text : `${key} ${word.text}`
    count++
    if (!word.tail) continue
    // What another name makes of the same letters does not stand in the way of the initials.
    const initials = to === at && isCapitals(text.slice(word.start, word.end)) ? [initialsKey(key)] : []
    const claims = [...initials, key].filter(forms.has)
    if (claims.length === 0 || words.slice(at, to + 1).some(isTaken) || isOfPart(spotted, to)) continue
    const place = { segment, start: first.start, end: word.end, surface: text.slice(first.start, word.end) }
    const how = { written: isWrittenAsName(spotted, at, to), pointed: isPointed(words, at, key) }
    for (const claim of claims) found.unshift({ to, spot: { ...place, key: claim, ...how } })
  }
  return found
}

const isCapitals = (written: string): boolean => /^\p{Lu}{3,5}$/u.test(written)

const isLeftOut = ({ text }: Word): boolean => joiningWords.has(text) || silentWords.has(text)

/** "Shelf.open" is no short form of "Door.open". */
const isQualified = ({ text, words }: SpottedText, at: number): boolean =>
  at > 0 && /^(?:\.|#|\.?\[\.?)$/u.test(text.slice(words[at - 1]?.end, words[at]?.start))

/** A short form does not reach from one sentence or line into the next. */
const isBreak = (between: string): boolean => /[.!?;:]\s|\n/u.test(between)

/** "the shelf docs" are not the shelf. */
function isOfPart({ text, words }: SpottedText, to: number): boolean {
  const [word, next] = [words[to], words[to + 1]]
  return (
    word !== undefined && next !== undefined && partWords.has(next.text) && text.slice(word.end, next.start) === ' '
  )
}

function isWrittenAsName({ text, segment, words }: SpottedText, at: number, to: number): boolean {
  const [first, last] = [words[at], words[to]]
  if (!first || !last) return false
  const isOneWord = to > at && first.joined?.words === to - at + 1
  if (isOneWord) return true
  if (segment === -1) return words.every((word, index) => (index >= at && index <= to) || isFrame(word.text))
  return to === at && /^\p{Lu}/u.test(text.slice(first.start, first.end)) && !beginsSentence(text, first.start)
}

const isPointed = (words: readonly Word[], at: number, key: string): boolean =>
  key.includes(' ') || !isOrdinaryWord(key) || pointingWords.has(words[at - 1]?.text ?? '')
