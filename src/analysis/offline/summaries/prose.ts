/** "a, b and c". */
export const listOf = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** Ends with a full stop, unless it ends a sentence already. */
export const asSentence = (text: string): string => (/[.!?…]["”’)]?$/.test(text) ? text : `${text}.`)

export const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

/** Cuts at a word, never in the middle of one. */
export const shorten = (text: string, most: number): string => {
  if (text.length <= most) return text
  const cut = text.slice(0, most)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 1)).replace(/[\s,;:–—-]+$/, '')}…`
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** "26 March 2026" for 2026-03-26. */
export const longDate = (iso: string): string => {
  const [year, month, day] = iso.split('-').map(Number)
  return `${day ?? ''} ${months[(month ?? 1) - 1] ?? ''} ${year ?? ''}`
}
