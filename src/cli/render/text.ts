import { steering } from '../../domain/steering.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes start with ESC
const colour = /\u001b\[[0-9;]*m/g
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Words of strangers, safe to print: nothing in them can move the cursor, change colours or turn the reading direction. */
export const clean = (text: string): string => text.replace(steering, '').replace(/\t/g, ' ')

/** One line of it. */
export const cleanLine = (text: string): string => clean(text).replace(/\s+/g, ' ').trim()

/** Columns that the text takes in a terminal; colour codes take none, wide characters two. */
export const visibleWidth = (text: string): number => {
  const bare = text.replace(colour, '')
  if (/^[\u0020-\u007e]*$/.test(bare)) return bare.length
  let width = 0
  for (const { segment } of graphemes.segment(bare)) width += wide.test(segment) ? 2 : 1
  return width
}

export const padEnd = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - visibleWidth(text)))
export const padStart = (text: string, width: number): string =>
  ' '.repeat(Math.max(0, width - visibleWidth(text))) + text

/** Cut to a width, with an ellipsis where something is missing. For text without colour. */
export const truncate = (text: string, width: number): string => {
  if (visibleWidth(text) <= width) return text
  let out = ''
  for (const { segment } of graphemes.segment(text)) {
    if (visibleWidth(out + segment) > width - 1) break
    out += segment
  }
  return `${out.trimEnd()}…`
}

/** Lines of as many cells as fit into `width`, with `gap` between them. */
export const fillLines = (cells: readonly string[], width: number, gap: string): string[] => {
  const lines: string[] = []
  let line = ''
  for (const cell of cells) {
    const longer = line === '' ? cell : line + gap + cell
    if (visibleWidth(longer) <= width) line = longer
    else {
      lines.push(line)
      line = cell
    }
  }
  if (line !== '') lines.push(line)
  return lines
}

/** Lines no wider than `width`, broken at spaces; a longer word is broken where it must be. */
export const wrap = (text: string, width: number): string[] => {
  const words = text.split(/\s+/).filter(Boolean)
  return fillLines(
    words.flatMap((word) => pieces(word, width)),
    width,
    ' ',
  )
}

/** At most `most` wrapped lines; the last one ends in an ellipsis when there was more. */
export const wrapShort = (text: string, width: number, most: number): string[] => {
  const lines = wrap(text, width)
  if (lines.length <= most) return lines
  return [...lines.slice(0, most - 1), truncate(`${lines[most - 1]} ${lines[most]}`, width)]
}

const pieces = (word: string, width: number): string[] => {
  if (visibleWidth(word) <= width) return [word]
  const out: string[] = ['']
  for (const { segment } of graphemes.segment(word)) {
    const last = out.length - 1
    if (visibleWidth(out[last] + segment) <= width) out[last] += segment
    else out.push(segment)
  }
  return out
}
