import type { Canvas } from './layout.ts'
import { formatValue, words } from './phrases.ts'
import { renderTable } from './table.ts'

type Row = Record<string, unknown>

/** Rows of any figure as a table: a column for each field, ids left out, and one for each part of a field. */
export const renderFigure = (rows: readonly Row[], canvas: Canvas): string => {
  const flat = rows.map(flatten)
  const names = [...new Set(flat.flatMap((row) => Object.keys(row)))].filter((name) => !/Id$/.test(name))
  const columns = names.map((name) => ({
    title: words(name),
    value: (row: Row) => shown(row[name]),
    right: flat.every((row) => typeof row[name] === 'number'),
    flexible: flat.some((row) => typeof row[name] === 'string'),
  }))
  return renderTable(columns, flat, canvas)
}

const flatten = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) =>
      typeof value === 'object' && value !== null ? Object.entries(flatten(value as Row)) : [[name, value]],
    ),
  )

const shown = (value: unknown): string => {
  if (typeof value === 'number') return value.toLocaleString('en')
  return formatValue(typeof value === 'string' ? value : null)
}
