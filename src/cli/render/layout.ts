import type { Style } from './style.ts'
import { fillLines, padEnd, truncate, visibleWidth } from './text.ts'

/** What every renderer needs to know of the terminal. */
export type Canvas = { style: Style; width: number }

/** A heading with something at the right edge, and a line under both. */
export const heading = (left: string, right: string, { style, width }: Canvas): string[] => {
  const room = width - visibleWidth(right) - 2
  const title = truncate(left, room)
  const line =
    right === '' ? style.bold(title) : style.bold(padEnd(title, width - visibleWidth(right))) + style.dim(right)
  return [line, style.dim('─'.repeat(width))]
}

/** Pairs of label and value, as many on a line as fit. */
export const pairs = (items: readonly (readonly [string, string])[], { style, width }: Canvas): string[] => {
  const cells = items.map(
    ([label, value]) => `${style.dim(label)}  ${truncate(value, Math.max(8, width - visibleWidth(label) - 2))}`,
  )
  return fillLines(cells, width, '    ')
}

export const indent = (lines: readonly string[], by: string): string[] => lines.map((line) => `${by}${line}`.trimEnd())

/** "1 change", "2 changes". */
export const counted = (count: number, noun: string, plural = `${noun}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? noun : plural}`
