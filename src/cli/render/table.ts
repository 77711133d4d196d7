import Table from 'cli-table3'
import { type Canvas, counted } from './layout.ts'
import { cleanLine, truncate, visibleWidth, wrap } from './text.ts'

export type Column<Row> = {
  title: string
  value: (row: Row) => string
  /** Shrinks when the terminal is narrow. */
  flexible?: boolean
  /** Goes on in the next line instead of being cut. */
  wrapped?: boolean
  right?: boolean
  paint?: (text: string, row: Row) => string
}

const gap = 2
const narrowestCell = 8
const bare = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
}

/** Rows in columns without rules; flexible columns give way until everything fits the width. */
export const renderTable = <Row>(columns: readonly Column<Row>[], rows: readonly Row[], canvas: Canvas): string => {
  const cells = rows.map((row) => columns.map((column) => cleanLine(column.value(row))))
  const widths = columnWidths(columns, cells, canvas.width)
  const table = new Table({
    head: columns.map((column, at) =>
      canvas.style.dim(column.right && at < columns.length - 1 ? column.title + ' '.repeat(gap) : column.title),
    ),
    chars: bare,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
    colWidths: widths.map((width, index) => (index === widths.length - 1 ? width : width + gap)),
    colAligns: columns.map((column) => (column.right ? 'right' : 'left')),
  })
  rows.forEach((row, index) => {
    table.push(
      columns.map((column, at) => {
        const [full, room] = [cells[index]?.[at] ?? '', widths[at] ?? narrowestCell]
        if (column.wrapped) return wrap(full, room).join('\n')
        const text = truncate(full, room)
        const painted = column.paint ? column.paint(text, row) : text
        return column.right && at < columns.length - 1 ? painted + ' '.repeat(gap) : painted
      }),
    )
  })
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
}

const columnWidths = <Row>(columns: readonly Column<Row>[], cells: readonly string[][], width: number): number[] => {
  const widths = columns.map((column, at) =>
    Math.max(1, visibleWidth(column.title), ...cells.map((row) => visibleWidth(row[at] ?? ''))),
  )
  let excess = widths.reduce((sum, each) => sum + each, 0) + gap * (columns.length - 1) - width
  while (excess > 0) {
    const candidates = columns.flatMap((column, at) =>
      column.flexible && (widths[at] ?? 0) > narrowestCell ? [at] : [],
    )
    const widest = candidates.sort((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0))[0]
    if (widest === undefined) break
    widths[widest] = (widths[widest] ?? 0) - 1
    excess--
  }
  return widths
}

export const tableFooter = (count: number, noun: string, plural: string, { style }: Canvas): string =>
  style.dim(count === 0 ? `no ${plural}` : counted(count, noun, plural))
