const lineBreak = /\r\n?|[\u0085\u2028\u2029]/g
const byteOrderMarksAndBlankLines = /^[\uFEFF\n]+/
/** One line of ASCII that ends in a sign: most of what is said, and canonical as it is. */
const plainLine = /^[ -~]*[!-~]$/
const loneSurrogate = /\p{Surrogate}/gu

/**
 * The form in which text is stored and hashed: NFC, `\n` between lines, no white space at line ends, no blank lines
 * around it. Two characters cannot be stored and are replaced or removed: lone surrogates and NUL. Everything else,
 * zero-width and right-to-left marks included, is somebody's words and stays.
 */
export const canonicalText = (text: string): string => (plainLine.test(text) ? text : canonical(text))

const canonical = (text: string): string =>
  trimLines(text.replaceAll('\u0000', '').replace(loneSurrogate, '\uFFFD').normalize('NFC').replace(lineBreak, '\n'))
    .replace(byteOrderMarksAndBlankLines, '')
    .trimEnd()

/** Without white space at line ends. Lines are not cut apart for it: there may be millions of them. */
const trimLines = (text: string): string => {
  const parts: string[] = []
  let kept = 0
  for (let lineEnd = text.indexOf('\n'); lineEnd >= 0; lineEnd = text.indexOf('\n', lineEnd + 1)) {
    let wordsEnd = lineEnd
    while (wordsEnd > kept && isSpace(text.charCodeAt(wordsEnd - 1))) wordsEnd -= 1
    if (wordsEnd === lineEnd) continue
    parts.push(text.slice(kept, wordsEnd))
    kept = lineEnd
  }
  if (kept === 0) return text
  parts.push(text.slice(kept))
  return parts.join('')
}

const newLine = 10

const isSpace = (code: number): boolean =>
  code === 32 || (code !== newLine && (code < 14 || code > 127) && anySpace.test(String.fromCharCode(code)))
const anySpace = /\s/
