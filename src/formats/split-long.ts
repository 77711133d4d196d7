const breaks = [/\n/g, /[.!?…]["'”’)\]]*\s|[。！？]/g, /\s/g]

/**
 * Cuts a text that is too long to be one unit of evidence: at a line, else at the end of a sentence, else between
 * words, and only inside a word where there is nothing else. Never cuts a surrogate pair, never drops a visible
 * character.
 */
export const splitLong = (text: string, maxCharacters: number): string[] => {
  const pieces: string[] = []
  let start = 0
  while (text.length - start > maxCharacters) {
    const end = start + cutWithin(text.slice(start, start + maxCharacters))
    pieces.push(text.slice(start, end).trim())
    start = end
  }
  pieces.push(text.slice(start).trim())
  return pieces.filter((piece) => piece !== '')
}

/** Where to cut a window: behind its last break of the best kind that leaves at least half of it. */
function cutWithin(window: string): number {
  for (const pattern of breaks) {
    let last = 0
    for (const match of window.matchAll(pattern)) last = match.index + match[0].length
    if (last > window.length / 2) return last
  }
  const lastUnit = window.charCodeAt(window.length - 1)
  return lastUnit >= 0xd800 && lastUnit < 0xdc00 ? window.length - 1 : window.length
}
