const lineBreak = /\r\n?|[\u0085\u2028\u2029]/g
const byteOrderMarksAndBlankLines = /^[\uFEFF\n]+/
const loneSurrogate = /\p{Surrogate}/gu

/**
 * The form in which text is stored and hashed: NFC, `\n` between lines, no white space at line ends, no blank lines
 * around it. Two characters cannot be stored and are replaced or removed: lone surrogates and NUL. Everything else,
 * zero-width and right-to-left marks included, is somebody's words and stays.
 */
export const canonicalText = (text: string): string =>
  text
    .replaceAll('\u0000', '')
    .replace(loneSurrogate, '\uFFFD')
    .normalize('NFC')
    .replace(lineBreak, '\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(byteOrderMarksAndBlankLines, '')
    .trimEnd()
