import { steering } from '../../domain/steering.ts'

/** The colours of `createStyle`, and no other sequence. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes start with ESC
const ownColour = /(\u001b\[(?:[1-3]|2[23]|3[1-469])m)/

/**
 * The last gate before a terminal: whatever a command puts together, nothing but text and our own colours comes out.
 * Without `colour` not even those.
 */
export const safeText = (text: string, colour: boolean): string =>
  colour
    ? text
        .split(ownColour)
        .map((part, index) => (index % 2 === 1 ? part : part.replace(steering, '')))
        .join('')
    : text.replace(steering, '')

/** JSON that reads back the same and has those characters as escapes only: a pipe gets the data, a terminal no orders. */
export const safeJson = (value: unknown): string =>
  JSON.stringify(value).replace(steering, (found) =>
    Array.from({ length: found.length }, (_, at) => `\\u${found.charCodeAt(at).toString(16).padStart(4, '0')}`).join(
      '',
    ),
  )
