import { clip } from '../../../domain/clip.ts'

/** Line breaks, control characters and invisible ones: with them a text could pretend to be several lines. */
const breaks = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu

/** A text from outside as one line of a prompt. */
export const oneLine = (text: string, longest = Number.POSITIVE_INFINITY): string =>
  clip(text.replace(breaks, ' ').replace(/\s+/g, ' ').trim(), longest)
