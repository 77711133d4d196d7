/**
 * Tokens of a text, estimated: about four Latin characters each, about one for a character of another script. Errs on
 * the high side, since it decides what still fits.
 */
export const estimateTokens = (text: string): number => {
  const other = text.replace(/[\p{ASCII}\u00A0-\u024F]+/gu, '').length
  return Math.ceil((text.length - other) / 3.7 + other)
}
