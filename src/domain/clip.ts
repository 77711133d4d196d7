/** The beginning of a text, without half a character at its end: such a half cannot be stored. */
export const clip = (text: string, length: number): string =>
  text.length <= length ? text : text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')
