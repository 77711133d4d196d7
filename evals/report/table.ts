/** Columns aligned with spaces: the first to the left, the others to the right. */
export const table = (rows: readonly (readonly string[])[]): string => {
  const widths: number[] = []
  for (const row of rows)
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length)
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

export const percent = (share: number | null): string => (share === null ? 'n/a' : (100 * share).toFixed(1))

/** A matrix of counts as rows of cells; zeros are dots, so that the eye finds the errors. */
export const matrix = (corner: string, pairs: readonly (readonly [row: string, column: string])[]): string => {
  const rows = [...new Set(pairs.map(([row]) => row))].sort()
  const columns = [...new Set(pairs.map(([, column]) => column))].sort()
  const counts = new Map<string, number>()
  for (const [row, column] of pairs) counts.set(`${row}\n${column}`, (counts.get(`${row}\n${column}`) ?? 0) + 1)
  return table([
    [corner, ...columns],
    ...rows.map((row) => [row, ...columns.map((column) => String(counts.get(`${row}\n${column}`) ?? '.'))]),
  ])
}
