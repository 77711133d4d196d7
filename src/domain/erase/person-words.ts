import { sha256 } from '../ids.ts'

export type PersonWords = {
  /** Regular expression (case does not count) for what means this person wherever it is written; for Postgres. */
  pattern: string
  /** Everything that the person is called, in lower case: it means the person as a speaker or a participant. */
  called: string[]
}

/**
 * What to look for. A full name or an address means the person wherever it stands; a single word, such as a first name,
 * only where somebody is named as speaking or taking part, unless it is all that was asked for.
 */
export const personWords = (asked: readonly string[], known: readonly string[]): PersonWords => {
  const called = [...new Set([...asked, ...known].map((name) => name.trim().toLowerCase()))].filter(Boolean).sort()
  const telling = called.filter((name) => /[\s@]/.test(name) || asked.some((one) => one.trim().toLowerCase() === name))
  // The longest first: "Ana Ruiz Soto" is not left as a pseudonym and "Soto".
  const longest = telling.sort((a, b) => b.length - a.length)
  return { pattern: wholeWords(longest), called }
}

/** A regular expression of Postgres for any of these texts as whole words, however they are spaced. */
export const wholeWords = (texts: readonly string[]): string => {
  const escaped = texts.map((text) =>
    text
      .split(/\s+/)
      .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
      .join(String.raw`\s+`),
  )
  return `(?<![[:alnum:]])(${escaped.join('|')})(?![[:alnum:]])`
}

/** The form in which recorders number voices they do not know: such a voice never becomes a person of the record. */
export const pseudonymOf = (erasureId: string): string =>
  `Person ${String(Number.parseInt(sha256(erasureId).slice(0, 8), 16) % 10_000).padStart(4, '0')}`
