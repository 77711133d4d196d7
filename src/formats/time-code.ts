/** `1:02`, `00:01:02`, `00:01:02.345` or with a comma: as part of larger patterns. */
export const timeCode = String.raw`(?:\d{1,6}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?`

/** Milliseconds of a time code that matched. */
export const readTimeCode = (text: string): number => {
  const [clock = '', fraction = ''] = text.split(/[.,]/)
  const seconds = clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
  return seconds * 1000 + Number(fraction.padEnd(3, '0'))
}
