import type { Name } from './name.ts'
import { isOrdinaryWord } from './ordinary-words.ts'

/**
 * Whether words that spell a name also mean it. Most names are found however they are written. A single ordinary or
 * very short word counts only when it is written exactly like the name, and not where every word is capitalised.
 */
export const acceptsSpelling = (name: Name, text: string, start: number, end: number, isTitle: boolean): boolean => {
  if (!needsExactSpelling(name)) return true
  const surface = name.surface.trim()
  const lead = surface.search(/[\p{L}\p{N}]/u)
  if (lead < 0 || !text.startsWith(surface, start - lead)) return false
  const hasMark = /[^\p{L}\p{N}\s]/u.test(surface)
  const hasInnerCapital = /\p{Lu}/u.test(surface.slice(1))
  if (hasMark || hasInnerCapital) return true
  if (!/^\p{Lu}/u.test(surface)) return isQuoted(text, start, end)
  // "Mark, can you…": a comma after it tells that somebody or something is called by the word.
  return !beginsSentence(text, start) || (isTitle ? standsAlone(text, end) : text[end] === ',')
}

/** Depends on the name alone, so that a changed spelling of such a name is known to matter. */
export const needsExactSpelling = (name: Name): boolean =>
  !name.key.includes(' ') && (name.key.length <= 2 || isOrdinaryWord(name.key))

const isQuoted = (text: string, start: number, end: number): boolean =>
  /["'“‘`«]/.test(text[start - 1] ?? '') && /["'”’`»]/.test(text[end] ?? '')

/** Where capitals are no sign of a name: at the start, and after what ends a sentence. */
export function beginsSentence(text: string, start: number): boolean {
  let at = start - 1
  while (at >= 0 && /[\s"'“”‘’()\-–—*•]/u.test(text[at] ?? '') && text[at] !== '\n') at--
  return at < 0 || /[.!?:;…\n]/u.test(text[at] ?? '')
}

const standsAlone = (text: string, end: number): boolean => !/^\s+\p{Lu}/u.test(text.slice(end, end + 8))
