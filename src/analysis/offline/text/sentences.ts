/** A stretch of a segment's text. */
export type Span = { start: number; end: number }

/** Longer stretches are cut at a space, so that no rule ever works on an endless line. */
const longest = 1_200

const abbreviations = new Set([
  'mr',
  'mrs',
  'ms',
  'dr',
  'prof',
  'st',
  'vs',
  'e.g',
  'i.e',
  'etc',
  'no',
  'approx',
  'inc',
  'ltd',
  'co',
  'jr',
  'sr',
  'fig',
  'dept',
])

/** Sentences of a text, in order, trimmed; offsets are in the text itself. */
export const splitSentences = (text: string): Span[] => {
  const spans: Span[] = []
  const boundary = /[.!?…]+["'”’)\]~*_`]*(?=\s|$)|\n+/g
  let start = 0
  for (let match = boundary.exec(text); match; match = boundary.exec(text)) {
    if (match[0] === '.' && !endsSentence(text, match.index)) continue
    pushSpan(spans, text, start, match.index + match[0].length)
    start = match.index + match[0].length
  }
  pushSpan(spans, text, start, text.length)
  return spans
}

const endsSentence = (text: string, dot: number): boolean => {
  const before = /(?:^|[\s(])([\p{L}.]{1,6})$/u.exec(text.slice(Math.max(0, dot - 8), dot))?.[1]
  if (before && (abbreviations.has(before.toLowerCase()) || /^\p{Lu}$/u.test(before))) {
    const next = /\S/.exec(text.slice(dot + 1, dot + 4))?.[0]
    return next === undefined || (before.length === 1 && before === 'I')
  }
  return true
}

const pushSpan = (spans: Span[], text: string, from: number, to: number): void => {
  let start = from
  let end = to
  while (start < end && /\s/.test(text[start] ?? '')) start++
  while (end > start && /\s/.test(text[end - 1] ?? '')) end--
  while (end - start > longest) {
    const space = text.lastIndexOf(' ', start + longest)
    const cut = space > start ? space : start + longest
    spans.push({ start, end: cut })
    start = cut
    while (start < end && /\s/.test(text[start] ?? '')) start++
  }
  if (end > start) spans.push({ start, end })
}
